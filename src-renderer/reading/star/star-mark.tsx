import { Star } from "lucide-react";
import { reading } from "../../strings/en-reading.ts";
import "./star.css";

/** In a row: that it is starred. */
export function StarMark() {
  return (
    <span className="star-mark" title={reading.star.starred}>
      <Star size="1em" strokeWidth={1.75} aria-hidden />
      <span className="visually-hidden">{reading.star.starred}</span>
    </span>
  );
}
