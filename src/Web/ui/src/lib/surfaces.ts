// Where the four surfaces are, as seen from this page. Everything is relative, so any proxy and any prefix
// works.

export type SurfaceName = 'prometheus' | 'pushgateway' | 'alertmanager';

interface Injected {
  surface?: SurfaceName;
  /** Addresses relative to the base; absent on a listener that serves one surface alone. */
  siblings?: Record<SurfaceName, string>;
  nonce?: string;
}

const injected = JSON.parse(
  document.querySelector<HTMLMetaElement>('meta[name=hotaru]')?.content || '{}',
) as Injected;

/** The surface this page was asked from. */
export const surface: SurfaceName = injected.surface ?? 'prometheus';

/** For style elements that a library makes; the content security policy names it. */
export const nonce = injected.nonce ?? '';

/** The address of this surface's root, with a slash at its end. */
export const base = new URL('.', document.baseURI);

/**
 * The root of a surface, or null where it cannot be known: a listener of its own that is asked directly.
 * Behind a proxy that maps `/pushgateway/` to such a listener, the last segment tells that the usual four
 * prefixes are there.
 */
export function rootOf(name: SurfaceName): URL | null {
  if (name === surface) return base;
  if (injected.siblings) return new URL(injected.siblings[name], base);
  return base.pathname.endsWith(`/${surface}/`) ? new URL(`../${name}/`, base) : null;
}
