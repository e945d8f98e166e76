// Which page is shown. The address is the truth: every page can be linked, and old bookmarks of Prometheus
// and Alertmanager land on the page that took over.
import { base, rootOf, surface } from './surfaces.ts';

export type Page =
  | 'overview'
  | 'jobs'
  | 'incidents'
  | 'alerts'
  | 'notifications'
  | 'silences'
  | 'history'
  | 'deliveries'
  | 'pushes'
  | 'targets'
  | 'query'
  | 'status';

/** What the path behind the surface's root has been called over the years. */
const known: Record<string, Page> = {
  '': 'overview',
  jobs: 'jobs',
  incidents: 'incidents',
  alerts: 'alerts',
  rules: 'alerts',
  notifications: 'notifications',
  silences: 'silences',
  history: 'history',
  deliveries: 'deliveries',
  pushes: 'pushes',
  targets: 'targets',
  'service-discovery': 'targets',
  query: 'query',
  graph: 'query',
  status: 'status',
  config: 'status',
  flags: 'status',
  'tsdb-status': 'status',
  'alertmanager-discovery': 'status',
};

/** Pages of Alertmanager's own listener, whose addresses are behind the hash. */
const onAlertmanager: Page[] = ['silences', 'history', 'deliveries'];

class Route {
  page = $state<Page>('overview');
  /** The path behind the root, for pages with parts of their own. */
  path = $state('');
  query = $state.raw(new URLSearchParams());

  start(): void {
    this.#read();
    addEventListener('popstate', () => this.#read());
    addEventListener('hashchange', () => this.#read());
    document.addEventListener('click', event => this.#follow(event));
  }

  /** Writes the page's own state into the address without a new history entry. */
  replace(query: URLSearchParams): void {
    const url = new URL(location.href);
    url.search = query.toString();
    if (url.href !== location.href) history.replaceState(null, '', url);
    this.query = query;
  }

  go(url: URL): void {
    history.pushState(null, '', url);
    this.#read();
    scrollTo(0, 0);
  }

  #read(): void {
    const url = new URL(location.href);
    this.path = url.pathname.slice(base.pathname.length);
    this.query = url.searchParams;
    this.page = pageAt(this.path, url.hash);
    if (surface === 'alertmanager' && url.hash.includes('?'))
      this.query = new URLSearchParams(url.hash.slice(url.hash.indexOf('?')));
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    const link = (event.target as Element).closest?.('a');
    if (!link || link.target !== '' || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || !url.pathname.startsWith(base.pathname)) return;
    const path = url.pathname.slice(base.pathname.length);
    if (!(path in known) || (surface !== 'prometheus' && path !== '')) return;
    event.preventDefault();
    this.go(url);
  }
}

export const route = new Route();

/** The address of a page; null where the surface that shows it is out of reach. */
export function href(page: Page, query: Record<string, string> = {}): string | null {
  const search = new URLSearchParams(query).toString();
  const tail = search === '' ? '' : `?${search}`;
  if (surface === 'pushgateway' && page === 'pushes') return base.pathname + tail;
  if (surface === 'alertmanager' && page === 'notifications') return base.pathname;
  if (surface === 'alertmanager' && onAlertmanager.includes(page))
    return `${base.pathname}#/${page}${tail}`;
  const root = rootOf('prometheus');
  return root === null ? null : new URL((page === 'overview' ? '' : page) + tail, root).pathname + tail;
}

function pageAt(path: string, hash: string): Page {
  if (surface === 'pushgateway') return 'pushes';
  if (surface === 'alertmanager')
    return onAlertmanager.find(page => hash.startsWith(`#/${page}`)) ?? 'notifications';
  return known[path] ?? 'overview';
}
