import { readFileSync } from 'node:fs';

export interface Expectations {
  /** Where each caller asks from, by its name. */
  readonly callers: ReadonlyMap<string, string>;
  readonly callees: readonly { readonly name: string; readonly host: string; readonly paths: readonly string[] }[];
  readonly isAllowed: (request: Request) => boolean;
}

export interface Request {
  readonly caller: string;
  readonly method: string;
  readonly callee: string;
  readonly path: string;
}

/** Reads a table of who may do what; a line that says nothing known is an error. */
export function readExpectations(file: string): Expectations {
  const callers = new Map<string, string>();
  const callees: { name: string; host: string; paths: string[] }[] = [];
  const may: Request[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [verb, ...words] = line.split(/\s+/);
    if (verb === 'caller') callers.set(words[0], words[1]);
    else if (verb === 'callee') callees.push({ name: words[0], host: words[1], paths: [] });
    else if (verb === 'path') callees[callees.length - 1].paths.push(words[0]);
    else if (verb === 'may') may.push({ caller: words[0], method: words[1], callee: words[2], path: words[3] });
    else throw new Error(`${file}: ${line}`);
  }
  for (const { caller, callee } of may) {
    if (!callers.has(caller) || !callees.some(({ name }) => name === callee)) throw new Error(`${file}: nobody is called ${caller} or ${callee}`);
  }
  return { callers, callees, isAllowed: (request) => may.some((line) => covers(line, request)) };
}

function covers(line: Request, { caller, method, callee, path }: Request): boolean {
  const below = line.path.endsWith('/**') ? line.path.slice(0, -3) : undefined;
  const isPath = below === undefined ? path === line.path : path === below || path.startsWith(`${below}/`);
  return line.caller === caller && line.callee === callee && (line.method === '*' || line.method === method) && isPath;
}
