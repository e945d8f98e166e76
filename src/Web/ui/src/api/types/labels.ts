import { table, text } from '../shape.ts';
import type { Of } from '../shape.ts';

export const labels = table(text);
export type Labels = Of<typeof labels>;
