import { UsageError } from './usage-error';

interface Command {
  /** What it does with its arguments; the number is the exit code. It comes later where somebody is asked. */
  readonly run: (args: readonly string[], print: (text: string) => void) => number | Promise<number>;
}

/** Commands by name, each loaded when it is asked for. */
/* eslint-disable @typescript-eslint/no-require-imports */
const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly load: () => Command }>> = {
  analyze: { summary: 'look for mistakes in manifests', load: () => require('./analyze') as Command },
  can: { summary: 'ask whether A can call B, and what decides', load: () => require('./can') as Command },
  matrix: { summary: 'tell who may call what', load: () => require('./matrix') as Command },
  diff: { summary: 'tell what another state of the manifests means', load: () => require('./diff') as Command },
  advise: { summary: 'say whether a mesh is worth it, and which', load: () => require('./advise') as Command },
  cost: { summary: 'estimate what the proxies take', load: () => require('./cost') as Command },
  report: { summary: 'draw the mesh as a page of one file, or as Mermaid', load: () => require('./report') as Command },
};
/* eslint-enable @typescript-eslint/no-require-imports */

function help(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return `Usage: cdk8s-istio <command> [options]\n\n${lines.join('\n')}\n\n\`cdk8s-istio <command> --help\` says more.\n`;
}

/** The exit code: what the command says, and 2 for a call that is not understood. */
export function main(args: readonly string[], print: (text: string) => void, complain: (text: string) => void): number | Promise<number> {
  const [name = '', ...rest] = args;
  if (['--help', '-h', 'help'].includes(name)) {
    print(help());
    return 0;
  }
  const command = Object.prototype.hasOwnProperty.call(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    complain(`${name === '' ? 'name a command' : `${name} is no command`}\n\n${help()}`);
    return 2;
  }
  const explain = (error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    complain(`${error.message}\n`);
    return 2;
  };
  try {
    const code = command.load().run(rest, print);
    return typeof code === 'number' ? code : code.catch(explain);
  } catch (error) {
    return explain(error);
  }
}
