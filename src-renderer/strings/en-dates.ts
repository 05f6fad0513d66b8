/** Words of choosing a span of days. */
export const dateWords = {
  date: "Date",
  from: "From",
  to: "To",
  range: (from: string | null, to: string | null): string =>
    from === null ? `Until ${to ?? ""}` : to === null ? `Since ${from}` : `${from} to ${to}`,
  clear: "Clear dates",
  presetsLabel: "Spans of days",
  presets: { today: "Today", week: "Past 7 days", month: "Past 30 days", year: "Past year" },
} as const;
