// Prometheus begins what is wrong with an expression with "line:column: parse error: ".

export interface Place {
  line: number;
  column: number;
  reason: string;
  before: string;
  at: string;
  after: string;
}

export function placeOf(text: string, expression: string): Place | null {
  const found = /^(?:invalid parameter "query": )?(\d+):(\d+): (?:parse error: )?([\s\S]*)$/.exec(text);
  if (!found) return null;
  const [line, column] = [Number(found[1]), Number(found[2])];
  const lines = expression.split('\n');
  if (line < 1 || line > lines.length) return null;
  const offset = lines.slice(0, line - 1).reduce((sum, part) => sum + part.length + 1, 0) + column - 1;
  const rest = expression.slice(offset);
  const at = /^(\w+|\s+|.)/.exec(rest)?.[0] ?? '';
  return {
    line,
    column,
    reason: found[3]!,
    before: expression.slice(0, offset),
    at: at || '▁',
    after: rest.slice(at.length),
  };
}
