// What `onrecord check --format json` prints, read. Knows nothing of VS Code.

/** A place in a file, in the protocol's units: lines and UTF-16 columns from 0. */
export interface Place {
  line: number;
  character: number;
}

export interface Range {
  start: Place;
  end: Place;
}

export interface Problem {
  /** As the program was given it, or below a folder that it was given. */
  file: string;
  code: string;
  severity: 'error' | 'warning' | 'information' | 'hint';
  message: string;
  range: Range;
  related: { message: string; range: Range }[];
}

/** Lines and columns from 1, columns in characters (code points). */
interface Written {
  line: number;
  column: number;
  end_line: number;
  end_column: number;
  message: string;
}

interface Line extends Written {
  file: string;
  code: string;
  severity: Problem['severity'];
  related: Written[];
}

/**
 * The problems on the lines of `output`. `text` gives a file's text, in which columns are counted; it is asked once
 * for each file.
 */
export function problems(output: string, text: (file: string) => string): Problem[] {
  const linesOf = new Map<string, string[]>();
  const lines = (file: string): string[] => {
    const known = linesOf.get(file) ?? text(file).split(/\r\n|\r|\n/);
    linesOf.set(file, known);
    return known;
  };
  return output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Line)
    .map((line) => ({
      file: line.file,
      code: line.code,
      severity: line.severity,
      message: line.message,
      range: range(line, lines(line.file)),
      related: line.related.map((at) => ({ message: at.message, range: range(at, lines(line.file)) })),
    }));
}

function range(at: Written, lines: readonly string[]): Range {
  return { start: place(at.line, at.column, lines), end: place(at.end_line, at.end_column, lines) };
}

function place(line: number, column: number, lines: readonly string[]): Place {
  const before = [...(lines[line - 1] ?? '')].slice(0, column - 1).join('');
  return { line: line - 1, character: before.length };
}

/** `3 problems in 2 articles`. */
export function summary(problems: readonly Problem[]): string {
  const files = new Set(problems.map((problem) => problem.file)).size;
  if (problems.length === 0) return 'No problems in the articles of this workspace.';
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return `${count} in ${files === 1 ? '1 article' : `${files} articles`}.`;
}
