import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Histogram, RangeSeries } from '../src/api/types.ts';
import { bars, cells } from '../src/pages/query/histogram.ts';

const one: Histogram = {
  count: '7',
  sum: '9.5',
  buckets: [
    [3, '-0.001', '0.001', '1'],
    [0, '0.5', '1', '4'],
    [0, '1', '+Inf', '2'],
  ],
};

test('bars say which bounds belong to them and are measured against the fullest', () => {
  assert.deepEqual(bars(one), [
    { range: '[-0.001, 0.001]', count: '1', share: 0.25 },
    { range: '(0.5, 1]', count: '4', share: 1 },
    { range: '(1, +Inf]', count: '2', share: 0.5 },
  ]);
  assert.deepEqual(bars({ count: '0', sum: '0' }), []);
});

test('cells stand in the column of their time and in the row of their bucket', () => {
  const series: RangeSeries = {
    metric: {},
    histograms: [
      [10, { count: '4', sum: '1', buckets: [[0, '1', '2', '4']] }],
      [20, { count: '3', sum: '1', buckets: [[0, '0.5', '1', '2'], [0, '1', '2', '1']] }],
    ],
  };
  const drawn = cells(series, 0, 30_000, 10_000);
  assert.equal(drawn.columns, 4);
  assert.deepEqual(drawn.rows, [
    { low: 0.5, high: 1 },
    { low: 1, high: 2 },
  ]);
  assert.deepEqual(
    drawn.cells.map(cell => [cell.column, cell.row, cell.share]),
    [
      [1, 1, 1],
      [2, 0, 0.5],
      [2, 1, 0.25],
    ],
  );
});
