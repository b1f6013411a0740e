/** Why a text is not YAML, with the line where reading stopped, counted from 1. */
export class YamlError extends Error {
  public constructor(public readonly reason: string, public readonly line: number) {
    super(`line ${line}: ${reason}`);
    this.name = 'YamlError';
  }
}
