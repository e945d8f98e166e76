// Requests to the surfaces: one place for failures, so that every page can say what went wrong and what to
// do.
import { rootOf, type SurfaceName } from './surfaces.ts';

/** A request that got no good answer; the message is for people. */
export class RequestFailure extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

type Parameters = Record<string, string | number | undefined>;

const patienceMs = 60_000;

export async function getJson<T>(
  name: SurfaceName,
  path: string,
  parameters: Parameters = {},
  signal?: AbortSignal,
): Promise<T> {
  const url = address(name, path);
  for (const [key, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') url.searchParams.append(key, String(value));
  }
  return (await (await send(url, {}, signal)).json()) as T;
}

/** Prometheus and Pushgateway wrap what they answer; this unwraps it. */
export async function getData<T>(
  name: SurfaceName,
  path: string,
  parameters: Parameters = {},
  signal?: AbortSignal,
): Promise<T> {
  return (await getJson<{ data: T }>(name, path, parameters, signal)).data;
}

export async function change(
  name: SurfaceName,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  const init: RequestInit = { method };
  if (body !== undefined) {
    init.headers = { 'Content-Type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  return await send(address(name, path), init);
}

export function address(name: SurfaceName, path: string): URL {
  const root = rootOf(name);
  if (root === null) throw new RequestFailure(`The ${name} surface cannot be reached from this page.`, 0);
  return new URL(path, root);
}

async function send(url: URL, init: RequestInit, signal?: AbortSignal): Promise<Response> {
  const limit = AbortSignal.timeout(patienceMs);
  let response: Response;
  try {
    response = await fetch(url, { ...init, signal: signal ? AbortSignal.any([signal, limit]) : limit });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestFailure(
      limit.aborted
        ? `No answer within ${patienceMs / 1000} s.`
        : 'Hotaru does not answer. Is it running, and the network up?',
      0,
    );
  }
  if (!response.ok) throw new RequestFailure(await reason(response), response.status);
  return response;
}

/** The reason as the surface tells it: {"error": ...}, a JSON text, {"message": ...}, or plain text. */
async function reason(response: Response): Promise<string> {
  const body = await response.text();
  try {
    const parsed = JSON.parse(body) as unknown;
    if (typeof parsed === 'string') return parsed;
    const { error, message } = parsed as { error?: unknown; message?: unknown };
    if (typeof error === 'string') return error;
    if (typeof message === 'string') return message;
  } catch {
    // Not JSON: the text itself is the reason.
  }
  const plain = body.trim();
  return plain !== '' && plain.length < 500 && !plain.startsWith('<')
    ? plain
    : `${response.status} ${response.statusText}`;
}
