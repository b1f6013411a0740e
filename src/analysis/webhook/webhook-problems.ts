import { loadWebhookRules } from './load';
import type { WebhookProblem } from './report';
import { groupOf, type Manifest } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import { workloadsOf } from '../../manifests/policies';

export interface PlacedProblem extends WebhookProblem {
  readonly manifest: Manifest;
}

/** What the webhook says of all objects, but for what rules of their own say more exactly. */
export function problemsOfWebhook(manifests: Manifests): readonly PlacedProblem[] {
  return manifests.once("problems of Istio's webhook", () => manifests.all.flatMap((manifest) => {
    const group = groupOf(manifest.apiVersion);
    if (!group.endsWith('istio.io') || manifest.origin?.asRendered === true) return [];
    const problems = loadWebhookRules().webhookProblems(`${group}/${manifest.kind}`, manifest)
      .filter(({ ownRule }) => ownRule === undefined || (ownRule === 'of known pods' && workloadsOf(manifests, manifest).length === 0));
    return problems.map((problem) => ({ ...problem, manifest }));
  }));
}
