import { getData } from '../lib/http.ts';
import type {
  BuildInfo,
  QueryResult,
  RangeSeries,
  RuleGroup,
  RuntimeInfo,
  Targets,
  TsdbStatus,
} from './types.ts';

type Signal = AbortSignal | undefined;

export const readRules = async (signal?: Signal): Promise<RuleGroup[]> =>
  (await getData<{ groups: RuleGroup[] }>('prometheus', 'api/v1/rules', {}, signal)).groups;

export const readTargets = (signal?: Signal): Promise<Targets> =>
  getData('prometheus', 'api/v1/targets', { state: 'active' }, signal);

export const readBuild = (signal?: Signal): Promise<BuildInfo> =>
  getData('prometheus', 'api/v1/status/buildinfo', {}, signal);

export const readRuntime = (signal?: Signal): Promise<RuntimeInfo> =>
  getData('prometheus', 'api/v1/status/runtimeinfo', {}, signal);

export const readFlags = (signal?: Signal): Promise<Record<string, string>> =>
  getData('prometheus', 'api/v1/status/flags', {}, signal);

export const readConfig = async (signal?: Signal): Promise<string> =>
  (await getData<{ yaml: string }>('prometheus', 'api/v1/status/config', {}, signal)).yaml;

export const readTsdb = (signal?: Signal): Promise<TsdbStatus> =>
  getData('prometheus', 'api/v1/status/tsdb', {}, signal);

/** @param time in milliseconds; the server's own now when left out. */
export const queryInstant = (query: string, time?: number, signal?: Signal): Promise<QueryResult> =>
  getData('prometheus', 'api/v1/query', { query, time: time && time / 1000 }, signal);

/** Times and step in milliseconds. */
export async function queryRange(
  query: string,
  start: number,
  end: number,
  step: number,
  signal?: Signal,
): Promise<RangeSeries[]> {
  const answer = await getData<QueryResult>(
    'prometheus',
    'api/v1/query_range',
    { query, start: start / 1000, end: end / 1000, step: step / 1000 },
    signal,
  );
  return answer.resultType === 'matrix' ? answer.result : [];
}
