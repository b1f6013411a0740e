import type { PlannedRoute, Release, Route, StreamRoute } from './route';
import type { Service } from './service';
import type { Problem } from '../support/errors';

export interface Plan<T> {
  readonly routes: T[];
  readonly problems: Problem[];
}

/** Everything that is said about the routes of one service. */
export interface Routing {
  readonly service: Service;
  /** In order. */
  readonly conditional: readonly Route[];
  /** The first one counts. */
  readonly catchAlls: readonly Route[];
  readonly release: Release | undefined;
  readonly streams: readonly StreamRoute[];
  /** Empty for a service without HTTP ports. */
  readonly planned: readonly PlannedRoute[];
}
