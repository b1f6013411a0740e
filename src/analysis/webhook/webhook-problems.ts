import type { WebhookProblem } from './report';
import { webhookProblems } from './webhook-rules';
import { groupOf, type Manifest } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';

export interface PlacedProblem extends WebhookProblem {
  readonly manifest: Manifest;
}

/** What the webhook says of all objects, but for what rules of their own say more exactly. */
export function problemsOfWebhook(manifests: Manifests): readonly PlacedProblem[] {
  return manifests.once("problems of Istio's webhook", () => manifests.all.flatMap((manifest) => {
    const group = groupOf(manifest.apiVersion);
    if (!group.endsWith('istio.io')) return [];
    const problems = webhookProblems(`${group}/${manifest.kind}`, manifest).filter(({ hasOwnRule }) => hasOwnRule !== true);
    return problems.map((problem) => ({ ...problem, manifest }));
  }));
}
