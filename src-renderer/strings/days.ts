/** Calendar days in the reader's own zone, as `YYYY-MM-DD`: what lists are grouped by and date filters are written in. */
import { LOCALE } from "./format.ts";

export type Day = string;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const longDay = new Intl.DateTimeFormat(LOCALE, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const shortDay = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium" });
const month = new Intl.DateTimeFormat(LOCALE, { month: "long", year: "numeric" });
const time = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

const two = (value: number): string => String(value).padStart(2, "0");

function toDay(date: Date): Day {
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The day an instant falls on here, or null when it is no time. */
export function dayOf(instant: string | null): Day | null {
  if (instant === null) return null;
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? null : toDay(date);
}

/** Noon of the day, so that a change of the clock never moves it to another; null when it is no day. */
export function dateOfDay(day: Day): Date | null {
  const parts = SHAPE.exec(day);
  if (parts === null) return null;
  const date = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]), 12);
  return toDay(date) === day ? date : null;
}

export function isDay(text: string): boolean {
  return dateOfDay(text) !== null;
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  const date = dateOfDay(day);
  if (date === null) return day;
  date.setDate(date.getDate() + count);
  return toDay(date);
}

/** 0 for Monday … 6 for Sunday. */
export function weekday(day: Day): number {
  return ((dateOfDay(day)?.getDay() ?? 1) + 6) % 7;
}

/** The Monday of the day's week. */
export function weekOf(day: Day): Day {
  return addDays(day, -weekday(day));
}

/** `Wednesday, February 4, 2026`; the text itself when it is no day. */
export function formatLongDay(day: Day): string {
  const date = dateOfDay(day);
  return date === null ? day : longDay.format(date);
}

/** `Feb 4, 2026`. */
export function formatShortDay(day: Day): string {
  const date = dateOfDay(day);
  return date === null ? day : shortDay.format(date);
}

/** `21:31` here. */
export function formatTime(instant: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? "" : time.format(at);
}

/** `February 2026` of `2026-02`; the text itself when it is no month. */
export function formatMonth(text: string): string {
  const date = dateOfDay(`${text}-01`);
  return date === null ? text : month.format(date);
}
