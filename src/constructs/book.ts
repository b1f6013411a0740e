import { type IConstruct } from 'constructs';
import { FactBook } from '../model/facts';

/** Shared by every copy of the library in one process: an app has one mesh, however many packages declare parts of it. */
const BOOK = Symbol.for('cdk8s-istio.FactBook');

/** The facts of the app that a construct belongs to. */
export function bookOf(scope: IConstruct): FactBook {
  const root = scope.node.root as IConstruct & { [BOOK]?: FactBook };
  if (root[BOOK] !== undefined) return root[BOOK];
  const book = new FactBook();
  Object.defineProperty(root, BOOK, { value: book });
  // cdk8s asks once for every chart: the answer is the model's, worked out once for each state of the facts
  root.node.addValidation({
    validate: () => book.model.problems.map((problem) => `[${problem.code}] ${problem.path}: ${problem.message}`),
  });
  return book;
}
