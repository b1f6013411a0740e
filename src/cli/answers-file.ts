import { nameOf, textOf } from './input-files';
import { UsageError } from './usage-error';
import { type Answers, NUMBERS, readAnswers, YES_OR_NO } from '../advice/answers';
import { visible } from '../support/unprintable';
import { fieldOf, placeOf } from '../support/yaml/places';
import { documentsOf, readDocument, type YamlDocument } from '../support/yaml/read-yaml';
import { YamlError } from '../support/yaml/yaml-error';

/** The answers of a file; everything that is wrong with them is said at once, with its line. */
export function answersIn(file: string): Answers {
  const documents = [...documentsOf(textOf(file))];
  if (documents.length !== 1) throw new UsageError(`${nameOf(file)} must be one document with answers, not ${documents.length}; \`cdk8s-istio advise --template\` prints one`);
  const [document] = documents;
  const read = readAnswers(valueOf(document, file));
  if (!('length' in read)) return read;
  const wrong = read.map(({ key, problem }) => visible(`  ${nameOf(file)}${lineOf(document, key)}: ${key === '' ? '' : `${key} `}${problem}`));
  throw new UsageError(`${wrong.length === 1 ? 'an answer is' : `${wrong.length} answers are`} missing or wrong:\n${wrong.join('\n')}`);
}

/** A file to answer in, or with answers; it is read as it is written. */
export function answersText(answers?: Answers): string {
  const line = (key: string, text: string, value: string | undefined) => `# ${text}\n${key}:${value === undefined ? '' : ` ${value}`}\n`;
  const [services, ...optional] = NUMBERS.map(({ key, text, isOptional }) => line(key, isOptional ? `${text} (may be left out)` : text, answers?.[key]?.toString()));
  const words = YES_OR_NO.map(({ key, text }) => line(key, text, answers && (answers[key] ? 'yes' : 'no')));
  return [services, ...words, ...optional].join('\n');
}

function valueOf(document: YamlDocument, file: string): unknown {
  try {
    return readDocument(document);
  } catch (error) {
    throw error instanceof YamlError ? new UsageError(`${nameOf(file)}: ${error.message}`) : error;
  }
}

/** Where it is answered; nothing, where it is not. */
function lineOf(document: YamlDocument, key: string): string {
  const place = key === '' ? undefined : fieldOf(placeOf(document), key);
  return place === undefined ? '' : `:${place.line}`;
}
