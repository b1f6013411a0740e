import { type ApiObject } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { loadErrorRules, loadRunner } from './load';
import { type MeshContext, surroundingsOf } from './mesh-context';
import { readRendered } from './read-constructs';
import type { Finding } from '../../analysis/finding';
import { visible } from '../../support/unprintable';
import { bookOf } from '../book';

const SYNTHESIS = Symbol.for('cdk8s-istio.synthesis');

type Root = IConstruct & { [SYNTHESIS]?: Synthesis; synth?: () => unknown; synthYaml?: () => unknown };

/** One run of `app.synth()`: cdk8s asks validations once for every chart, and then renders what was rendered for the answer. */
class Synthesis {
  /** What validations answer, once it is known. */
  messages: readonly string[] | undefined;
  private readonly rendered: { readonly object: ApiObject; readonly own: PropertyDescriptor | undefined }[] = [];

  /** Renders an object, and lets the synthesis have the same. */
  readonly render = (object: ApiObject): unknown => {
    const json = object.toJson();
    this.rendered.push({ object, own: Object.getOwnPropertyDescriptor(object, 'toJson') });
    Object.defineProperty(object, 'toJson', { value: () => json, configurable: true, writable: true });
    return json;
  };

  /** What changes from here on shows in the next one. */
  end(): void {
    for (const { object, own } of this.rendered) {
      if (own === undefined) delete (object as { toJson?: unknown }).toJson;
      else Object.defineProperty(object, 'toJson', own);
    }
  }
}

/** From now on, errors that the analysis finds in the objects of the app stop its synthesis, all of them together. */
export function analyzeAtSynth(scope: IConstruct, context: MeshContext | undefined): void {
  const root = scope.node.root as Root;
  for (const method of ['synth', 'synthYaml'] as const) markSynthesis(root, method);
  root.node.addValidation({
    validate: () => {
      const synthesis = root[SYNTHESIS];
      const messages = synthesis?.messages ?? errorsOf(root, context, synthesis?.render);
      if (synthesis !== undefined) synthesis.messages = messages;
      return [...messages];
    },
  });
}

function markSynthesis(root: Root, method: 'synth' | 'synthYaml'): void {
  const run = root[method]?.bind(root);
  if (run === undefined) return;
  root[method] = () => {
    if (root[SYNTHESIS] !== undefined) return run();
    const synthesis = new Synthesis();
    root[SYNTHESIS] = synthesis;
    try {
      return run();
    } finally {
      synthesis.end();
      root[SYNTHESIS] = undefined;
    }
  };
}

function errorsOf(root: Root, context: MeshContext | undefined, render = (object: ApiObject): unknown => object.toJson()): string[] {
  const book = bookOf(root);
  // what is declared wrongly is said already, and cannot always be rendered
  if (book.model.problems.length > 0) return [];
  const { findings } = loadRunner().runRules(readRendered(root, surroundingsOf(book, context), render), loadErrorRules().ERROR_RULES);
  return findings.map(sentenceOf);
}

function sentenceOf({ code, origin, object: { kind, namespace, name }, path, message, fix }: Finding): string {
  const object = `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
  return visible(`[${code}] ${origin?.source ?? ''}: ${object}${path === '' ? '' : ` ${path}`}: ${message}; fix: ${fix}`);
}
