import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Indicator, LampAlert, PushedGroup, Silence } from '../src/api/types.ts';
import { departures, list, maybe, number, one, record, text } from '../src/api/shape.ts';
import { pathOf, toGroup } from '../src/lib/groupings.ts';
import { headline } from '../src/lib/lamp.ts';
import { matcherText, matches, matchersText, parseMatchers } from '../src/lib/matchers.ts';
import { finds } from '../src/lib/search.ts';
import { autoStep, readPanels, writePanels } from '../src/pages/query/address.ts';
import { columns, sharedLabels } from '../src/pages/query/columns.ts';
import { placeOf } from '../src/pages/query/place.ts';

test('a grouping key is a path that the gateway reads back', () => {
  assert.equal(pathOf({ job: 'backup', instance: 'nas 1' }), 'metrics/job/backup/instance/nas%201');
  assert.equal(pathOf({ job: 'a/b' }), 'metrics/job@base64/YS9i');
  assert.equal(pathOf({ job: 'a', empty: '' }), 'metrics/job/a/empty@base64/=');
  assert.equal(pathOf({ job: 'a', where: '..' }), 'metrics/job/a/where@base64/Li4=');
  assert.equal(pathOf({ job: 'a', path: 'ü/?' }), 'metrics/job/a/path@base64/w7wvPw==');
});

test('a pushed group keeps its times apart from its families', () => {
  const family = (value: string) => ({
    time_stamp: '2026-01-01T00:00:00Z',
    type: 'GAUGE',
    metrics: [{ labels: {}, value }],
  });
  const group = toGroup({
    labels: { job: 'a', instance: 'b' },
    last_push_successful: false,
    push_time_seconds: family('1.5e+09'),
    push_failure_time_seconds: family('1.6e+09'),
    some_metric: family('3'),
  } as PushedGroup);
  assert.deepEqual(
    [group.job, group.labels, group.pushedAt, group.failedAt],
    ['a', { instance: 'b' }, 1.5e12, 1.6e12],
  );
  assert.deepEqual(
    group.families.map(([name]) => name),
    ['some_metric'],
  );
});

test('matchers are read, written and held against labels as Alertmanager does', () => {
  const read = parseMatchers('{alertname="A \\"b\\"", job=~"x|y", zone!="1",host!~"q.*"}')!;
  assert.deepEqual(read.map(matcherText), [
    'alertname="A \\"b\\""',
    'job=~"x|y"',
    'zone!="1"',
    'host!~"q.*"',
  ]);
  assert.ok(matches(read, { alertname: 'A "b"', job: 'y' }));
  assert.ok(!matches(read, { alertname: 'A "b"', job: 'xy' }), 'a regular expression is anchored');
  assert.ok(!matches(read, { alertname: 'A "b"', job: 'y', zone: '1' }));
  assert.equal(parseMatchers('alertname'), null);
  const labels = { alertname: 'X', path: 'a\\b "c"' };
  const silence: Silence['matchers'] = parseMatchers(matchersText(labels))!;
  assert.ok(matches(silence, labels), 'a silence made from an alert meets that alert');
});

test("the address of a query is Prometheus's, old and new", () => {
  const old = readPanels(
    new URLSearchParams(
      'g0.expr=up&g0.tab=1&g1.expr=x&g1.tab=0&g1.range_input=2h&g1.end_input=2026-01-02%2003:04:05&g1.step_input=15',
    ),
  );
  assert.deepEqual(
    old.map(panel => panel.tab),
    ['table', 'graph'],
  );
  assert.deepEqual(
    [old[1]!.range, old[1]!.end, old[1]!.step],
    [7_200_000, Date.parse('2026-01-02T03:04:05Z'), 15_000],
  );
  assert.deepEqual(readPanels(writePanels(old)), old);
  assert.equal(autoStep(3_600_000), 14_000);
});

test('what is wrong with an expression is shown in its place', () => {
  const place = placeOf(
    'invalid parameter "query": 2:5: parse error: unexpected right parenthesis',
    'sum(\n  up))',
  )!;
  assert.deepEqual(
    [place.before, place.at, place.after, place.reason],
    ['sum(\n  up', ')', ')', 'unexpected right parenthesis'],
  );
  assert.equal(placeOf('query timed out', 'up'), null);
  assert.equal(placeOf('1:4: parse error: unexpected end of input', 'up+')!.before, 'up+');
});

test('samples are drawn at their step, with gaps where there are none', () => {
  const [times, first] = columns(
    [
      {
        metric: {},
        values: [
          [10, '1'],
          [30, 'NaN'],
          [40, '4'],
        ],
      },
    ],
    10_000,
    40_000,
    10_000,
  );
  assert.deepEqual(times, [10, 20, 30, 40]);
  assert.deepEqual(first, [1, null, null, 4]);
  assert.deepEqual(
    sharedLabels([
      { job: 'a', x: '1' },
      { job: 'a', x: '2' },
    ]),
    { job: 'a' },
  );
});

test('a filter finds every word somewhere', () => {
  assert.ok(finds('BACK nas', 'backup', { instance: 'nas1' }));
  assert.ok(finds('instance="nas1"', { instance: 'nas1' }));
  assert.ok(!finds('backup tape', 'backup'));
});

test('a shape names each place where an answer departs from it', () => {
  const shape = record({ name: text, state: one('on', 'off'), sizes: list(number), note: maybe(text) });
  assert.deepEqual(departures(shape, { name: 'a', state: 'on', sizes: [1] }), []);
  assert.deepEqual(departures(shape, { name: 1, state: 'x', sizes: [1, '2'], note: 3 }), [
    '$.name: 1 is not a string',
    '$.state: "x" is none of on, off',
    '$.sizes[1]: "2" is not a number',
    '$.note: 3 is not a string',
  ]);
});

test('the headline counts what is wrong, the worst first', () => {
  const alert = (state: LampAlert['state'], level: LampAlert['level']) => ({ state, level }) as LampAlert;
  const says = (state: Indicator['state'], ...alerts: LampAlert[]) =>
    headline({ state, alerts } as Indicator);
  assert.equal(says('ok'), 'All is well');
  assert.equal(says('critical', alert('firing', 'critical')), 'One critical alert');
  assert.equal(
    says('critical', alert('pending', 'warning'), alert('firing', 'warning'), alert('firing', 'critical')),
    '1 critical, 1 warning, 1 pending alerts',
  );
  assert.equal(says('pending', alert('pending', 'critical')), 'One pending alert');
});
