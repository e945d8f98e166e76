// A shape says what an answer looks like, once: the TypeScript type is derived from it, and the tests hold
// the server's real answers against it. The pages import types only, so no shape is in the bundle.

export interface Shape<T> {
  /** Adds one line for each place where the value is not of this shape. */
  (value: unknown, path: string, problems: string[]): void;
  readonly type?: T;
  readonly optional?: boolean;
}

export type Of<S> = S extends Shape<infer T> ? T : never;

type Fields = Record<string, Shape<unknown>>;
type OptionalNames<F extends Fields> = { [K in keyof F]: F[K] extends Maybe<unknown> ? K : never }[keyof F];
type RecordOf<F extends Fields> = { [K in Exclude<keyof F, OptionalNames<F>>]: Of<F[K]> } & {
  [K in OptionalNames<F>]?: Of<F[K]> | undefined;
};

export interface Maybe<T> extends Shape<T> {
  readonly optional: true;
}

const primitive =
  <T>(name: string): Shape<T> =>
  (value, path, problems) => {
    if (typeof value !== name)
      problems.push(`${path}: ${JSON.stringify(value) ?? 'nothing'} is not a ${name}`);
  };

export const text = primitive<string>('string');
export const number = primitive<number>('number');
export const flag = primitive<boolean>('boolean');
export const anything: Shape<unknown> = () => undefined;

export const one =
  <const T extends string>(...words: T[]): Shape<T> =>
  (value, path, problems) => {
    if (!words.includes(value as T))
      problems.push(`${path}: ${JSON.stringify(value)} is none of ${words.join(', ')}`);
  };

export const time: Shape<string> = (value, path, problems) => {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value)))
    problems.push(`${path}: ${JSON.stringify(value)} is not a time of RFC 3339`);
};

export const list =
  <T>(of: Shape<T>): Shape<T[]> =>
  (value, path, problems) => {
    if (!Array.isArray(value)) problems.push(`${path}: not a list`);
    else value.forEach((item, index) => of(item, `${path}[${index}]`, problems));
  };

export const pair =
  <A, B>(first: Shape<A>, second: Shape<B>): Shape<[A, B]> =>
  (value, path, problems) => {
    if (!Array.isArray(value) || value.length !== 2) problems.push(`${path}: not a pair`);
    else {
      first(value[0], `${path}[0]`, problems);
      second(value[1], `${path}[1]`, problems);
    }
  };

export const four =
  <A, B, C, D>(a: Shape<A>, b: Shape<B>, c: Shape<C>, d: Shape<D>): Shape<[A, B, C, D]> =>
  (value, path, problems) => {
    if (!Array.isArray(value) || value.length !== 4) problems.push(`${path}: not four items`);
    else [a, b, c, d].forEach((of, index) => of(value[index], `${path}[${index}]`, problems));
  };

export const table =
  <T>(of: Shape<T>): Shape<Record<string, T>> =>
  (value, path, problems) => {
    if (!isObject(value)) problems.push(`${path}: not an object`);
    else for (const [name, item] of Object.entries(value)) of(item, `${path}.${name}`, problems);
  };

export const record =
  <F extends Fields>(fields: F): Shape<RecordOf<F>> =>
  (value, path, problems) => {
    if (!isObject(value)) {
      problems.push(`${path}: not an object`);
      return;
    }
    for (const [name, field] of Object.entries(fields)) {
      if (!(name in value)) {
        if (field.optional !== true) problems.push(`${path}.${name}: missing`);
      } else field(value[name], `${path}.${name}`, problems);
    }
  };

export const maybe = <T>(of: Shape<T>): Maybe<T> =>
  Object.assign((value: unknown, path: string, problems: string[]) => of(value, path, problems), {
    optional: true as const,
  });

export const nullable =
  <T>(of: Shape<T>): Shape<T | null> =>
  (value, path, problems) => {
    if (value !== null) of(value, path, problems);
  };

export const either =
  <T>(tag: string, shapes: Record<string, Shape<T>>): Shape<T> =>
  (value, path, problems) => {
    const shape = isObject(value) ? shapes[String(value[tag])] : undefined;
    if (shape === undefined) problems.push(`${path}.${tag}: none of ${Object.keys(shapes).join(', ')}`);
    else shape(value, path, problems);
  };

/** Every place where the value departs from the shape; empty when it fits. */
export function departures(shape: Shape<unknown>, value: unknown): string[] {
  const problems: string[] = [];
  shape(value, '$', problems);
  return problems;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
