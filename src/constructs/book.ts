import { type IConstruct } from 'constructs';
import { nameProblems } from './object-names';
import { FactBook } from '../model/facts';
import type { MeshModel } from '../model/model';
import { sentence } from '../support/errors';

/** Shared by every copy of the library in one process: an app has one mesh, however many packages declare parts of it. */
const BOOK = Symbol.for('cdk8s-istio.FactBook');

/** The facts of the app that a construct belongs to. */
export function bookOf(scope: IConstruct): FactBook {
  const root = rootOf(scope) as IConstruct & { [BOOK]?: FactBook };
  if (root[BOOK] !== undefined) return root[BOOK];
  const book = new FactBook();
  Object.defineProperty(root, BOOK, { value: book });
  // cdk8s asks once for every chart: the answer is worked out once for each state of the facts
  let answered: { readonly model: MeshModel; readonly messages: string[] } | undefined;
  root.node.addValidation({
    validate: () => {
      const { model } = book;
      if (answered?.model !== model) answered = { model, messages: [...model.problems, ...nameProblems(root)].map(sentence) };
      return answered.messages;
    },
  });
  return book;
}

/** What `node.root` answers, without a list of everything on the way: it is asked several times for each object. */
function rootOf(scope: IConstruct): IConstruct {
  let root = scope;
  while (root.node.scope !== undefined) root = root.node.scope;
  return root;
}
