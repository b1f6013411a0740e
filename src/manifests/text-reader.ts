import { ManifestReader } from './manifest-reader';
import type { Manifests } from './manifests';
import type { Surroundings } from './surroundings';
import { documentsOf, readDocument, type YamlDocument } from '../support/yaml/read-yaml';
import { YamlError } from '../support/yaml/yaml-error';

/** Takes in texts besides. What is broken in a text is kept apart, and the rest of it is read. */
export class TextReader extends ManifestReader {
  /** Every object of a text of YAML or JSON. */
  addText(text: string, source: string): void {
    for (const document of documentsOf(text)) {
      try {
        const value = readDocument(document);
        this.take(value, { source, line: contentLine(document), document: { line: document.line } });
      } catch (error) {
        if (!(error instanceof YamlError)) throw error;
        this.refuse('broken', {}, { source, line: error.line }, [{ path: '', problem: error.reason }]);
      }
    }
  }
}

/** Every object of a text of YAML or JSON. */
export function readManifests(text: string, surroundings?: Surroundings, source = 'input'): Manifests {
  const reader = new TextReader();
  reader.addText(text, source);
  return reader.manifests(surroundings);
}

/** The first line that is neither empty nor a comment nor a mark. */
function contentLine({ text, line }: YamlDocument): number {
  let at = line;
  for (let start = 0; ; at += 1) {
    const end = text.indexOf('\n', start);
    if (!/^(?:---)?[ \t]*(?:#.*)?$/.test(end < 0 ? text.slice(start) : text.slice(start, end))) return at;
    if (end < 0) return line;
    start = end + 1;
  }
}
