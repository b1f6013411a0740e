import { textOf } from './input-files';
import { UsageError } from './usage-error';
import { readSurroundings, SurroundingsError } from '../manifests/read-surroundings';
import { DEFAULT_SURROUNDINGS, type Surroundings } from '../manifests/surroundings';
import { documentsOf, readDocument } from '../support/yaml/read-yaml';
import { YamlError } from '../support/yaml/yaml-error';

/** What lies outside, from a file of YAML. */
export function readContext(file: string | undefined): Surroundings {
  if (file === undefined) return DEFAULT_SURROUNDINGS;
  try {
    const [document] = documentsOf(textOf(file));
    return readSurroundings(document === undefined ? undefined : readDocument(document));
  } catch (error) {
    if (error instanceof YamlError || error instanceof SurroundingsError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}
