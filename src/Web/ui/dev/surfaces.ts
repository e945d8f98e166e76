import type { Plugin } from 'vite';
export function developmentSurfaces(): Plugin { return { name: 'hotaru-surfaces' }; }
