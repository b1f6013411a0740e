import { type AccessChange, wordsWithExceptions } from './access-difference';
import { ruleTitle } from './access-matrix';
import type { Difference, ProtectionChange } from './difference';
import { markdownText } from './markdown-text';
import type { RouteChange } from './route-difference';
import { visible } from '../support/unprintable';

/** A sentence for each change, for people who look at a pull request. */
export function differenceSentences(changes: Difference): { readonly title: string; readonly sentences: readonly string[] }[] {
  const access = (change: AccessChange['change']) => changes.access.filter((one) => one.change === change).map(accessSentence);
  const protection = (change: ProtectionChange['change']) => changes.protection.filter((one) => one.change === change).map(protectionSentence);
  return [
    { title: 'Access gained', sentences: access('gained') },
    { title: 'Protection loosened', sentences: protection('loosened') },
    { title: 'Access lost', sentences: access('lost') },
    { title: 'Protection tightened', sentences: protection('tightened') },
    { title: 'Protection changed', sentences: protection('changed') },
    { title: 'Routes', sentences: changes.routes.map(routeSentence) },
  ].filter(({ sentences }) => sentences.length > 0);
}

export function formatDifferenceText(changes: Difference): string {
  const parts = differenceSentences(changes).map(
    ({ title, sentences }) => `${title}\n${sentences.map((sentence) => `  ${visible(sentence)}\n`).join('')}`,
  );
  return `${[...parts, conclusion(changes)].join('\n')}\n`;
}

export function formatDifferenceMarkdown(changes: Difference): string {
  const parts = differenceSentences(changes).map(
    ({ title, sentences }) => `## ${title}\n\n${sentences.map((sentence) => `- ${markdownText(sentence)}\n`).join('')}`,
  );
  return `${[...parts, `**${conclusion(changes)}**`].join('\n')}\n`;
}

export function formatDifferenceJson(changes: Difference): string {
  const { access, routes, protection, widens } = changes;
  return `${JSON.stringify(
    {
      widens,
      access: access.map(({ change, access: { who, callee, port, operations, by, pods }, isNewService }) => ({
        change,
        caller: who.title,
        callee,
        port,
        ...operations,
        pods,
        by,
        isNewService,
      })),
      protection,
      routes,
    },
    undefined,
    2,
  )}\n`;
}

function conclusion({ widens, access, routes, protection }: Difference): string {
  if (widens) return 'Access is wider than before.';
  return access.length + routes.length + protection.length === 0 ? 'It means the same as before.' : 'Access is no wider than before.';
}

function accessSentence({ change, access, isNewService, otherwise }: AccessChange): string {
  const { who, callee, port, pods, reach } = access;
  const others = otherwise.length === 0 ? 'nothing' : otherwise.join(' and ');
  const notes = [
    ...(pods.length === 0 ? [] : [`only pods of ${pods.join(', ')}`]),
    ...(isNewService ? [change === 'gained' ? 'the service is new' : 'the service is gone'] : []),
    ...(reach.verdict === 'no' ? [`does not get there: ${reach.reason}`] : []),
    change === 'gained' ? `before: ${others}` : `now: ${others}`,
    ruleTitle(access),
  ];
  return `${who.title} ${change === 'gained' ? 'may now' : 'may no longer'} ask ${callee}:${port} for ${wordsWithExceptions(access)} (${notes.join('; ')})`;
}

function protectionSentence({ what, before, after }: ProtectionChange): string {
  return `${what}: ${before} → ${after}`;
}

function routeSentence({ at, host, match, change, words }: RouteChange): string {
  return `${host} ${at}, ${match}: ${change === 'changed' ? '' : `${change}; `}${words.join('; ')}`;
}
