import assert from 'node:assert/strict';
import { test } from 'node:test';
import { departures, type Shape } from '../src/api/shape.ts';
import * as types from '../src/api/types.ts';

// The real server's answers against the shapes that the pages' types come from. HOTARU is its address.
const root = process.env['HOTARU_URL'];
const skip = root ? false : 'HOTARU_URL names no server';

const wrapped: [path: string, shape: Shape<unknown>][] = [
  ['api/v1/rules', types.ruleGroups],
  ['api/v1/targets', types.targets],
  ['api/v1/query?query=up', types.queryResult],
  ['api/v1/query?query=up[5m]', types.queryResult],
  ['api/v1/query?query=1', types.queryResult],
  [
    `api/v1/query_range?query=up&start=${Date.now() / 1000 - 60}&end=${Date.now() / 1000}&step=5`,
    types.queryResult,
  ],
  ['api/v1/status/buildinfo', types.buildInfo],
  ['api/v1/status/runtimeinfo', types.runtimeInfo],
  ['api/v1/status/config', types.statusConfig],
  ['api/v1/status/flags', types.statusFlags],
  ['api/v1/status/tsdb', types.tsdbStatus],
  ['pushgateway/api/v1/metrics', types.pushedGroups],
  ['pushgateway/api/v1/status', types.pushgatewayStatus],
];

const bare: [path: string, shape: Shape<unknown>][] = [
  ['alertmanager/api/v2/alerts/groups', types.alertGroups],
  ['alertmanager/api/v2/silences', types.silences],
  ['alertmanager/api/hotaru/v1/alerts/history', types.alertHistory],
  ['alertmanager/api/hotaru/v1/deliveries', types.deliveries],
  ['alertmanager/api/hotaru/v1/receivers', types.receivers],
  ['alertmanager/api/v2/status', types.alertmanagerStatus],
  ['api/hotaru/v1/indicator', types.indicator],
  ['api/hotaru/v1/health', types.health],
  ['api/hotaru/v1/jobs?recent=24', types.jobs],
  ['api/hotaru/v1/summary', types.summary],
  ['api/hotaru/v1/incidents', types.incidents],
];

async function ask(path: string): Promise<unknown> {
  const response = await fetch(new URL(path.replace('[', '%5B').replace(']', '%5D'), root));
  assert.equal(response.status, 200, `${path}: ${response.status}`);
  return await response.json();
}

for (const [path, shape] of wrapped) {
  test(`/${path.split('&')[0]} answers as its type says`, { skip }, async () => {
    const answer = (await ask(path)) as { status: string; data: unknown };
    assert.equal(answer.status, 'success');
    assert.deepEqual(departures(shape, answer.data), []);
  });
}

for (const [path, shape] of bare) {
  test(`/${path} answers as its type says`, { skip }, async () => {
    assert.deepEqual(departures(shape, await ask(path)), []);
  });
}
