/**
 * Methods of HTTP.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-methods
 */
export enum HttpMethod {
  /** Reads. */
  GET = 'GET',

  /** Reads, without the body. */
  HEAD = 'HEAD',

  /** Does something, once for every request. */
  POST = 'POST',

  /** Puts a whole in place. To do it again makes no difference. */
  PUT = 'PUT',

  /** Changes a part, once for every request. */
  PATCH = 'PATCH',

  /** Removes. To do it again makes no difference. */
  DELETE = 'DELETE',

  /** Asks what is possible. */
  OPTIONS = 'OPTIONS',

  /** Opens a tunnel. */
  CONNECT = 'CONNECT',

  /** Echoes the request. */
  TRACE = 'TRACE',
}
