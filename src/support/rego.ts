import { fail, type Placed } from './errors';

/** A policy, as far as its text alone tells. */
export interface RegoText {
  readonly fileName: string;
  readonly text: string;
  /** `fraud.decision`. */
  readonly packageName: string;
  /** Without comments. */
  readonly code: string;
}

const NAME = '[A-Za-z_][A-Za-z0-9_]*';
const PACKAGE = new RegExp(`^[ \\t]*package[ \\t]+(${NAME}(?:\\.${NAME})*)[ \\t]*$`, 'gm');

/** Rules of OPA before 1.0: a body without `if`. What OPA 1.x does not parse, it does not load, and then nobody decides. */
const WITHOUT_IF = new RegExp(`^(${NAME}(?:\\.${NAME})*(?:\\[[^\\]\\n]*\\]|\\([^)\\n]*\\))?(?:[ \\t]*:?=[ \\t]*(?:true|false))?)[ \\t]*\\{[ \\t]*$`, 'm');

export function checkRego(fileName: string, text: string, at?: Placed): RegoText {
  const refuse = (what: string, got: unknown, fix: string): never => fail(at, 'MSH466', { what: `${fileName} ${what}`, got, fix });
  if (typeof text !== 'string' || text.trim() === '') return refuse('has no policy', text, 'give the text of a policy');
  // eslint-disable-next-line no-control-regex -- what a ConfigMap could not keep as text
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/.test(text)) return refuse('is no text', text, 'save the file as UTF-8');
  const code = withoutComments(text);
  const packages = [...code.matchAll(PACKAGE)].map(([, name]) => name);
  if (packages.length !== 1) return refuse('must name one package', packages, 'begin it with: package NAME');
  const old = WITHOUT_IF.exec(code);
  if (old !== null) return refuse('has a rule without `if`, which OPA 1.x does not read', old[1], `write: ${old[1]} if {`);
  if (/^[ \t]*import[ \t]+rego\.v0[ \t]*$/m.test(code)) return refuse('asks for the syntax before OPA 1.0', 'import rego.v0', 'leave it out, and write rules with `if` and `contains`');
  return { fileName, text: text.endsWith('\n') ? text : `${text}\n`, packageName: packages[0], code };
}

/** What a rule is where nothing else decides; undefined where that is not said. */
export function defaultOf(code: string, rule: string): string | undefined {
  const found = new RegExp(`^[ \\t]*default[ \\t]+${rule}[ \\t]*:?=[ \\t]*`, 'm').exec(code);
  return found === null ? undefined : valueAt(code, found.index + found[0].length);
}

/** Whether a value denies: `false`, or an object that says it is not allowed. */
export function isDenial(value: string): boolean {
  return value === 'false' || (value.startsWith('{') && /[{,]\s*"allowed"\s*:\s*false\s*[,}]/.test(value));
}

/** To the end of the line, or of the object that begins on it. */
function valueAt(code: string, from: number): string {
  if (code[from] !== '{') return /[^\n]*/.exec(code.slice(from))![0].trim();
  let depth = 0;
  for (let at = from; at < code.length; at += 1) {
    if (code[at] === '{') depth += 1;
    if (code[at] === '}') depth -= 1;
    if (depth === 0) return code.slice(from, at + 1);
  }
  return code.slice(from);
}

/** `#` begins a comment outside of strings; raw strings may go over lines, so that what stands in them is no code. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|`[^`]*`|#[^\n]*/g, (part) => (part.startsWith('#') ? '' : part.startsWith('`') ? '``' : part));
}
