import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ago,
  bytes,
  compact,
  moment,
  parseDuration,
  seconds,
  seriesName,
  span,
  writeDuration,
} from '../src/lib/format.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('a span names its two largest units', () => {
  assert.deepEqual(
    [0, 5_000, 59_400, 60_000, 200_000, 7_260_000, 190_000_000, 40 * 86_400_000].map(ms => plain(span(ms))),
    ['0 s', '5 s', '59 s', '1 min', '3 min 20 s', '2 h 1 min', '2 d 4 h', '40 d'],
  );
});

test('a time is told against the now that is given', () => {
  const now = Date.parse('2026-01-01T00:01:00Z');
  assert.equal(plain(ago('2026-01-01T00:00:30Z', now)), '30 s ago');
  assert.equal(plain(ago('2026-01-01T00:02:00Z', now)), 'in 1 min');
  assert.equal(ago(now, now), 'just now');
  assert.equal(ago('0001-01-01T00:00:00Z', now), 'never');
  assert.equal(moment(0), 'never');
});

test('durations are read and written as Prometheus does', () => {
  assert.equal(parseDuration('1h30m'), 5_400_000);
  assert.equal(parseDuration('2w'), 1_209_600_000);
  assert.equal(parseDuration('250ms'), 250);
  for (const bad of ['', '5min', '1m1h', '-1m', 'h']) assert.equal(parseDuration(bad), null, bad);
  for (const text of ['5m', '1h30m', '1d', '2w', '250ms', '1d12h'])
    assert.equal(writeDuration(parseDuration(text)!), text);
});

test('figures are short and keep their size', () => {
  assert.deepEqual([0, 0.0425, 1234, 12_345, 3_100_000, 5e9, 0.00001].map(compact), [
    '0',
    '0.0425',
    '1234',
    '12.35k',
    '3.1M',
    '5G',
    '1.00e-5',
  ]);
  assert.deepEqual([999, 1500, 23_000_000_000].map(bytes), ['999 B', '1.5 kB', '23 GB']);
  assert.deepEqual([0.0005, 0.012, 1.25].map(seconds), ['500 µs', '12 ms', '1.3 s']);
});

test('a series is named as PromQL names it', () => {
  assert.equal(seriesName({ __name__: 'up' }), 'up');
  assert.equal(seriesName({ __name__: 'up', job: 'a"b' }), 'up{job="a\\"b"}');
  assert.equal(seriesName({}), '{}');
});
