import { App, Testing, Yaml } from 'cdk8s';
import { falcoProblems } from './falco-file';
import { pluginProblems } from './kong-plugin-schemas';
import { validateObject } from './validate-object';
import { webhookProblems } from './webhook-rules';

/** Every object of an app, as it would be applied. */
export function objectsOf(app: App): any[] {
  return app.charts.flatMap((chart) => Testing.synth(chart));
}

/** An app built by somebody, in a folder of its own. */
export function appOf(build: (app: App) => void): App {
  const app = Testing.app();
  build(app);
  return app;
}

export function yamlOf(objects: readonly any[]): string {
  return Yaml.stringify(...objects);
}

/** What schemas, webhook rules, Kong of its plugins and Falco of its rules say of the objects, each with the object it is about. */
export function judge(objects: readonly any[]): string[] {
  const ofPlugin = (object: any) => (object.plugin === undefined ? [] : pluginProblems(object));
  const ofRules = (object: any) => (object.spec?.inlineRules === undefined ? [] : falcoProblems(object.spec.inlineRules));
  return objects.flatMap((object) => [...validateObject(object), ...webhookProblems(object), ...ofPlugin(object), ...ofRules(object)]
    .map((problem) => `${object.kind} ${object.metadata?.namespace ?? ''}/${object.metadata?.name}: ${problem}`));
}

/** The object of a kind and name. */
export function find(objects: readonly any[], kind: string, name: string): any {
  const found = objects.filter((object) => object.kind === kind && object.metadata.name === name);
  if (found.length !== 1) throw new Error(`${found.length} objects ${kind} ${name}; there are ${objects.map((object) => `${object.kind} ${object.metadata.name}`).join(', ')}`);
  return found[0];
}
