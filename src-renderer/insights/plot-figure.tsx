import type { PlotOptions } from "@observablehq/plot";
import * as Plot from "@observablehq/plot";
import { ChartColumn, Table2 } from "lucide-react";
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { insightWords as words } from "../strings/en-insights.ts";
import { IconButton } from "../ui/icon-button.tsx";

export interface TableColumn<T> {
  readonly name: string;
  readonly value: (row: T) => ReactNode;
  readonly numeric?: boolean;
}

export interface PlotFigureProps<T> {
  readonly title: string;
  readonly rows: readonly T[];
  readonly plot: (rows: readonly T[], width: number) => PlotOptions;
  readonly columns: readonly TableColumn<T>[];
  /** What the row's first cell opens, as its mark does. */
  readonly href: (row: T) => string | null;
  readonly rowKey: (row: T) => string;
}

/** A plot and its table: the same numbers, the same links. The picture is for the eye only; keys and screen readers have the table. */
export function PlotFigure<T>({ title, rows, plot, columns, href, rowKey }: PlotFigureProps<T>) {
  const [asTable, setAsTable] = useState(false);
  return (
    <section className="insight" aria-label={title}>
      <header className="insight-head">
        <h2>{title}</h2>
        <IconButton
          size="small"
          icon={asTable ? ChartColumn : Table2}
          label={`${asTable ? words.showPlot : words.showTable}: ${title}`}
          onClick={() => setAsTable(!asTable)}
        />
      </header>
      {asTable ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be scrolled by keys
        <section className="insight-table" tabIndex={0} aria-label={title}>
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.name} scope="col" data-numeric={column.numeric || undefined}>
                    {column.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const target = href(row);
                return (
                  <tr key={rowKey(row)}>
                    {columns.map((column, index) => {
                      const value = column.value(row);
                      if (index > 0) {
                        return (
                          <td key={column.name} data-numeric={column.numeric || undefined}>
                            {value}
                          </td>
                        );
                      }
                      return (
                        <th key={column.name} scope="row">
                          {target === null ? value : <a href={target}>{value}</a>}
                        </th>
                      );
                    })}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      ) : (
        <Picture rows={rows} plot={plot} />
      )}
    </section>
  );
}

function Picture<T>({ rows, plot }: Pick<PlotFigureProps<T>, "rows" | "plot">) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = box.current;
    if (element === null || width === 0) return undefined;
    const picture = Plot.plot({ ...plot(rows, width), width });
    picture.setAttribute("aria-hidden", "true");
    picture.removeAttribute("role");
    // The content policy allows no style elements; what Plot's says is in insights.css.
    for (const style of picture.querySelectorAll("style")) style.remove();
    for (const link of picture.querySelectorAll("a")) link.setAttribute("tabindex", "-1");
    element.replaceChildren(picture);
    return () => picture.remove();
  }, [rows, plot, width]);
  return <div className="insight-plot" ref={box} />;
}
