// Something asked from the server again and again while a page shows it. The last good answer stays on the
// page when a later one fails, with the failure beside it.
import { untrack } from 'svelte';
import { live } from './live.svelte.ts';

export class Resource<T> {
  value = $state.raw<T | null>(null);
  problem = $state('');
  readonly #ask: (signal: AbortSignal) => Promise<T>;
  #running: AbortController | null = null;

  constructor(ask: (signal: AbortSignal) => Promise<T>) {
    this.#ask = ask;
  }

  /** Call while a component is made: asks now, every so often, and whenever the lamp changes. */
  every(ms: number): this {
    $effect(() => {
      void live.changes;
      untrack(() => void this.refresh());
      const timer = setInterval(() => document.hidden || void this.refresh(), ms);
      return () => {
        clearInterval(timer);
        this.#running?.abort();
      };
    });
    return this;
  }

  async refresh(): Promise<void> {
    this.#running?.abort();
    const running = (this.#running = new AbortController());
    try {
      this.value = await this.#ask(running.signal);
      this.problem = '';
    } catch (error) {
      if (!running.signal.aborted) this.problem = error instanceof Error ? error.message : String(error);
    }
  }
}
