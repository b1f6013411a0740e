import type { EdgePath } from './edge';
import type { Origin } from './origin';
import type { Problem } from '../support/errors';

/** Which Kong runs: the last open-source release, or Enterprise with a licence. */
export type KongEdition = 'OSS_3_9' | 'ENTERPRISE';

/** Where Kong keeps its configuration: in memory, as the controller gives it, or in a database of its own. */
export type KongDatabase = 'DB_LESS' | 'TRADITIONAL';

/** What is left of a value that is masked. */
export type MaskKind = 'CARD_NUMBER' | 'LAST_FOUR' | 'SECRET';

/** Values of a JSON document: below a path of names, or under one name wherever it stands. Lists on the way are walked through. */
export interface MaskedField {
  readonly path: readonly string[];
  readonly anywhere: boolean;
  readonly kind: MaskKind;
}

/** A key of a Secret, in the namespace of what refers to it. */
export interface SecretKey {
  readonly name: string;
  readonly key: string;
}

/** A setting whose value only a Secret knows, by JSON pointer into the plugin's config. */
export interface SecretSetting {
  readonly pointer: string;
  readonly from: SecretKey;
}

/** What a consumer shows to be known. Groups are no proof of who he is: they come with one. */
export type CredentialType = 'jwt' | 'key-auth' | 'oauth2' | 'acl';

/** What one plugin of Kong is told, and where it can run. */
export interface KongPlugin {
  /** Kong's own name of it, such as `rate-limiting`. */
  readonly plugin: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly secrets: readonly SecretSetting[];
  /** Why what it allows is allowed. */
  readonly reasons: readonly string[];
  /** What does the work where Kong is open source; undefined where it runs there. */
  readonly withoutEnterprise: string | undefined;
  /** What does the work where Kong has no database; undefined where it needs none. */
  readonly withoutDatabase: string | undefined;
  /** What it reads to know the consumer; undefined where it leaves that to others. */
  readonly authenticatesBy: CredentialType | 'claim' | undefined;
  /** Whether it wants the token in the header `Authorization`, which another plugin can then not have. */
  readonly takesToken: boolean;
  /** Whether it asks who the consumer is. */
  readonly asksForConsumers: boolean;
  /** Whether it can be restricted to consumers: it runs once they are known. */
  readonly restrictable: boolean;
}

/** What most plugins are. */
const PLAIN: Omit<KongPlugin, 'plugin' | 'config'> = {
  secrets: [],
  reasons: [],
  withoutEnterprise: undefined,
  withoutDatabase: undefined,
  authenticatesBy: undefined,
  takesToken: false,
  asksForConsumers: false,
  restrictable: false,
};

export function kongPlugin(plugin: string, config: KongPlugin['config'], differences: Partial<KongPlugin> = {}): KongPlugin {
  return { ...PLAIN, plugin, config, ...differences };
}

/** A plugin, and whose requests it is for. */
export interface KongAttachment {
  /** Key of the edge. */
  readonly edge: string;
  /** Name of its object. */
  readonly name: string;
  readonly plugin: KongPlugin;
  /** Names of routes of the gateway; undefined: all of them. */
  readonly routes: readonly string[] | undefined;
  /** Names of consumers; undefined: whoever asks. */
  readonly consumers: readonly string[] | undefined;
  /** Whether it holds for everything that comes to this Kong, also for what is no route of the gateway. */
  readonly everywhere: boolean;
  readonly origin: Origin;
}

/** Somebody who calls, and by what he is known. */
export interface KongConsumer {
  readonly edge: string;
  readonly name: string;
  readonly customId: string | undefined;
  readonly credentials: readonly { readonly type: CredentialType; readonly secretName: string }[];
  readonly origin: Origin;
}

/** Requests that Kong can tell from others: those for one path of one host. */
export interface KongEntrance {
  readonly host: string;
  readonly path: EdgePath;
  /** Names of the plugins' objects, ordered. */
  readonly plugins: readonly string[];
}

/** What Kong does before one gateway. */
export interface KongPlan {
  /** By host and path. */
  readonly entrances: ReadonlyMap<string, KongEntrance>;
  /** Names of the plugins' objects that a consumer names, ordered. */
  readonly consumers: ReadonlyMap<string, readonly string[]>;
  readonly problems: readonly Problem[];
}

export function entranceKey(host: string, { kind, value }: EdgePath): string {
  return `${host} ${kind} ${value}`;
}
