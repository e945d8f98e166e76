// What the chart draws: one column of times and one of values for each series, gaps where a series has no
// sample.
import type { RangeSeries } from '../../api/types.ts';

export type Column = (number | null)[];
export type Columns = [number[], ...Column[]];

export function columns(series: RangeSeries[], start: number, end: number, step: number): Columns {
  const count = Math.floor((end - start) / step) + 1;
  const times = Array.from({ length: count }, (_, index) => (start + index * step) / 1000);
  const values = series.map(one => {
    const column: Column = new Array<number | null>(count).fill(null);
    for (const [time, text] of one.values ?? []) {
      const index = Math.round((time * 1000 - start) / step);
      const value = toNumber(text);
      if (index >= 0 && index < count && Number.isFinite(value)) column[index] = value;
    }
    return column;
  });
  return [times, ...values];
}

/** A number as the server writes it, infinities included. */
export function toNumber(text: string): number {
  return text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);
}

// Told apart in grey too: after each round of the hues, the dash changes.
const hues = ['#4c8f2f', '#2f86c6', '#d9822b', '#a463c4', '#d1495b', '#1f9e8f', '#b3991f', '#7c7f9c'];
const dashes = [[], [7, 4], [2, 3], [9, 3, 2, 3]];

export function colourOf(index: number): string {
  return hues[index % hues.length]!;
}

export function dashOf(index: number): number[] {
  return dashes[Math.floor(index / hues.length) % dashes.length]!;
}

/** Labels that all series have alike are said once; with a single series there is nothing to tell apart. */
export function sharedLabels(all: Record<string, string>[]): Record<string, string> {
  const [first, ...others] = all;
  if (!first || others.length === 0) return {};
  return Object.fromEntries(
    Object.entries(first).filter(
      ([name, value]) => name !== '__name__' && others.every(labels => labels[name] === value),
    ),
  );
}
