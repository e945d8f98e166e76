// Native histograms for the eye: the bars of one, and the cells of many over time.
import type { Bucket, Histogram, RangeSeries } from '../../api/types.ts';
import { toNumber } from './columns.ts';

export interface Bar {
  /** "(0.5, 1]" with the brackets that say which bounds belong to the bucket. */
  range: string;
  count: string;
  /** Of the fullest bucket: 0 to 1. */
  share: number;
}

export function bars(histogram: Histogram): Bar[] {
  const buckets = histogram.buckets ?? [];
  const fullest = Math.max(...buckets.map(([, , , count]) => toNumber(count)));
  return buckets.map(bucket => ({
    range: rangeOf(bucket),
    count: bucket[3],
    share: fullest > 0 ? Math.max(0, toNumber(bucket[3]) / fullest) : 0,
  }));
}

export interface Cell {
  /** Steps since the start of the range. */
  column: number;
  /** From the lowest bucket up. */
  row: number;
  share: number;
  title: string;
}

export interface Cells {
  columns: number;
  /** Every bucket that any of the histograms has, lowest first. */
  rows: { low: number; high: number }[];
  cells: Cell[];
}

export function cells(series: RangeSeries, start: number, end: number, step: number): Cells {
  const histograms = series.histograms ?? [];
  const rows = distinctRows(histograms.flatMap(([, one]) => one.buckets ?? []));
  const rowOf = new Map(rows.map((row, index) => [`${row.low} ${row.high}`, index]));
  const all = histograms.flatMap(([, one]) => (one.buckets ?? []).map(bucket => toNumber(bucket[3])));
  const fullest = all.reduce((most, count) => Math.max(most, count), 0);
  return {
    columns: Math.floor((end - start) / step) + 1,
    rows,
    cells: histograms.flatMap(([time, one]) =>
      (one.buckets ?? []).map(bucket => ({
        column: Math.round((time * 1000 - start) / step),
        row: rowOf.get(`${toNumber(bucket[1])} ${toNumber(bucket[2])}`)!,
        share: fullest > 0 ? Math.max(0, toNumber(bucket[3]) / fullest) : 0,
        title: `${bucket[3]} in ${rangeOf(bucket)}`,
      })),
    ),
  };
}

function rangeOf([bounds, low, high]: Bucket): string {
  const [opens, closes] = (['(]', '[)', '()', '[]'][bounds] ?? '()').split('');
  return `${opens}${shorter(low)}, ${shorter(high)}${closes}`;
}

/** Bounds are powers of two with fifteen digits after the point: four tell them apart. */
function shorter(bound: string): string {
  const value = toNumber(bound);
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : bound;
}

function distinctRows(buckets: Bucket[]): { low: number; high: number }[] {
  const rows = new Map<string, { low: number; high: number }>();
  for (const [, low, high] of buckets) {
    const row = { low: toNumber(low), high: toNumber(high) };
    rows.set(`${row.low} ${row.high}`, row);
  }
  return [...rows.values()].sort((a, b) => a.low - b.low || a.high - b.high);
}
