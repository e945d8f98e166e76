// The lamp, live: server-sent events while the page is looked at, a question every few seconds where they
// fail.
import type { Indicator } from '../api/types.ts';
import { address, getJson } from './http.ts';
import { rootOf } from './surfaces.ts';

const pollMs = 5_000;
const retryMs = 30_000;

class Live {
  indicator = $state.raw<Indicator | null>(null);
  /** Why the lamp is not known; empty while it is. */
  trouble = $state('');
  /** Ticks once a second, for every "… ago" on the page. */
  now = $state(Date.now());
  /** Grows when something has changed on the server: pages look again. */
  changes = $state(0);
  readonly isReachable = rootOf('prometheus') !== null;

  #source: EventSource | null = null;
  #poll = 0;
  #retryAt = 0;

  start(): void {
    setInterval(() => (this.now = Date.now()), 1000);
    if (!this.isReachable) return;
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#close() : this.#open()));
    this.#open();
  }

  take(indicator: Indicator): void {
    const before = this.indicator;
    this.indicator = indicator;
    this.trouble = '';
    if (before !== null && JSON.stringify(before) !== JSON.stringify(indicator)) this.changes += 1;
  }

  async refresh(): Promise<void> {
    try {
      this.take(await getJson<Indicator>('prometheus', 'api/hotaru/v1/indicator'));
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    }
  }

  /** A browser has six connections per host over HTTP/1.1: a hidden tab must not hold one of them. */
  #close(): void {
    this.#source?.close();
    this.#source = null;
    clearInterval(this.#poll);
    this.#poll = 0;
  }

  #open(): void {
    this.#close();
    void this.refresh();
    this.#listen();
    this.#poll = window.setInterval(() => this.#check(), pollMs);
  }

  #listen(): void {
    this.#retryAt = Date.now() + retryMs;
    const source = new EventSource(address('prometheus', 'api/hotaru/v1/events'));
    for (const name of ['message', 'indicator']) source.addEventListener(name, event => this.#hear(event));
    this.#source = source;
  }

  #hear(event: Event): void {
    try {
      const told = JSON.parse((event as MessageEvent<string>).data) as Partial<Indicator>;
      if (told.state !== undefined && told.alerts !== undefined) this.take(told as Indicator);
      else void this.refresh();
    } catch {
      void this.refresh();
    }
  }

  #check(): void {
    if (this.#source?.readyState === EventSource.OPEN && this.trouble === '') return;
    void this.refresh();
    if (this.#source?.readyState === EventSource.CLOSED && Date.now() > this.#retryAt) this.#listen();
  }
}

export const live = new Live();
