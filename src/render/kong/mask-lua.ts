import type { MaskedField, MaskKind } from '../../model/kong';
import { ordinal } from '../../support/compare';

/** The three phases in which Kong's function plugins mask answers. */
export interface MaskLua {
  readonly access: string;
  readonly header_filter: string;
  readonly body_filter: string;
}

/**
 * Lua that masks fields of JSON answers. It reads the text and replaces single values in it, so that everything else stays byte for byte
 * what the service wrote: numbers of any size, the order of names, empty lists. What is no JSON, or comes compressed, is withheld: nobody
 * could say what is in it. Only functions of Kong's sandbox are used, and none that has to be allowed first.
 */
export function renderMaskLua(fields: readonly MaskedField[]): MaskLua {
  return { access: ACCESS, header_filter: `${IS_JSON}${HEADERS}`, body_filter: `${tables(fields)}${IS_JSON}${MASKS}${SCANNER}${BODY}` };
}

/** A tree of names for what lies at a path, and a table for what may lie anywhere. */
function tables(fields: readonly MaskedField[]): string {
  const anywhere = fields.filter((field) => field.anywhere).map(({ path, kind }): [string, string] => [path[0], luaText(kind)]);
  return `local AT = ${tree(fields.filter((field) => !field.anywhere).map(({ path, kind }) => ({ path, kind })))}\nlocal ANYWHERE = ${table(anywhere)}\n`;
}

function tree(fields: readonly { readonly path: readonly string[]; readonly kind: MaskKind }[]): string {
  const names = [...new Set(fields.map(({ path }) => path[0]))];
  return table(names.map((name): [string, string] => {
    const below = fields.filter(({ path }) => path[0] === name);
    const own = below.find(({ path }) => path.length === 1);
    return [name, own === undefined ? tree(below.map(({ path, kind }) => ({ path: path.slice(1), kind }))) : luaText(own.kind)];
  }));
}

function table(entries: readonly (readonly [string, string])[]): string {
  const sorted = [...entries].sort(([a], [b]) => ordinal(a, b));
  return sorted.length === 0 ? '{}' : `{ ${sorted.map(([name, value]) => `[${luaText(name)}] = ${value}`).join(', ')} }`;
}

/** Whatever is not a plain word is written by the numbers of its bytes: nothing in a name can end the text. */
export function luaText(text: string): string {
  return `"${[...Buffer.from(text, 'utf8')].map((byte) => (/[A-Za-z0-9_ -]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `\\${String(byte).padStart(3, '0')}`)).join('')}"`;
}

/** Asks the service for the whole answer, in clear. */
const ACCESS = `\
kong.service.request.set_header("Accept-Encoding", "identity")
kong.service.request.clear_header("Range")
kong.service.request.clear_header("If-Range")
`;

const IS_JSON = `\
local function is_json(content_type)
  if type(content_type) ~= "string" then return false end
  local media_type = string.lower(string.match(content_type, "^%s*([^;%s]*)"))
  return media_type == "application/json" or string.find(media_type, "^application/[%w.+-]+%+json$") ~= nil
end
`;

/** What is read afterwards is JSON in clear, or is said to be text. */
const HEADERS = `\
return function()
  local content_type = kong.response.get_header("Content-Type")
  local encoding = kong.response.get_header("Content-Encoding")
  kong.response.clear_header("Content-Length")
  if encoding == nil and is_json(content_type) then return end
  if content_type ~= nil then kong.response.set_header("Content-Type", "text/plain; charset=utf-8") end
  if encoding ~= nil then kong.response.clear_header("Content-Encoding") end
end
`;

/** What is left of a value: always text without anything to escape. */
const MASKS = `\
local function card_number(text)
  local first, last = string.match(text, "^(%d*)%*+(%d*)$")
  if first ~= nil and #first <= 6 and #last <= 4 then return text end
  local digits = string.gsub(text, "[ -]", "")
  if #digits < 13 or #digits > 19 or string.find(digits, "%D") ~= nil then return "***" end
  return string.sub(digits, 1, 6) .. string.rep("*", #digits - 10) .. string.sub(digits, -4)
end
local function last_four(text)
  local characters = string.gsub(text, "[ -]", "")
  if string.find(characters, "^%*+%w%w?%w?%w?$") ~= nil then return characters end
  if #characters < 12 or string.find(characters, "%W") ~= nil then return "***" end
  return string.rep("*", #characters - 4) .. string.sub(characters, -4)
end
local function secret() return "***" end
local MASKS = { CARD_NUMBER = card_number, LAST_FOUR = last_four, SECRET = secret }
`;

/** Reads JSON by its grammar (RFC 8259) and fails at anything else. */
const SCANNER = `\
local byte, find, sub = string.byte, string.find, string.sub
local SIMPLE = { ["\\""] = "\\"", ["\\\\"] = "\\\\", ["/"] = "/", b = "\\b", f = "\\f", n = "\\n", r = "\\r", t = "\\t" }
local function utf8(code)
  if code < 128 then return string.char(code) end
  if code < 2048 then return string.char(192 + math.floor(code / 64), 128 + code % 64) end
  if code < 65536 then return string.char(224 + math.floor(code / 4096), 128 + math.floor(code / 64) % 64, 128 + code % 64) end
  return string.char(240 + math.floor(code / 262144), 128 + math.floor(code / 4096) % 64, 128 + math.floor(code / 64) % 64, 128 + code % 64)
end
local function unescaped(text)
  if find(text, "\\\\", 1, true) == nil then return text end
  local pieces, at = {}, 1
  while true do
    local escape = find(text, "\\\\", at, true)
    if escape == nil then break end
    pieces[#pieces + 1] = sub(text, at, escape - 1)
    local letter = sub(text, escape + 1, escape + 1)
    at = escape + 2
    if letter == "u" then
      local code = tonumber(sub(text, at, at + 3), 16)
      at = at + 4
      local low = code >= 55296 and code < 56320 and string.match(text, "^\\\\u([dD][c-fC-F]%x%x)", at)
      if low then
        code = 65536 + (code - 55296) * 1024 + tonumber(low, 16) - 56320
        at = at + 6
      end
      pieces[#pieces + 1] = utf8(code)
    else
      pieces[#pieces + 1] = SIMPLE[letter]
    end
  end
  pieces[#pieces + 1] = sub(text, at)
  return table.concat(pieces)
end
local function mask(text)
  local pieces, copied = {}, 1
  local function replace(first, last, by)
    pieces[#pieces + 1] = sub(text, copied, first - 1)
    pieces[#pieces + 1] = by
    copied = last + 1
  end
  local function skip(at)
    local _, last = find(text, "^[ \\n\\r\\t]*", at)
    return last + 1
  end
  local function end_of_text(at)
    while true do
      at = find(text, "[%z\\1-\\31\\\\\\"]", at + 1)
      local character = at and byte(text, at)
      if character == 34 then return at end
      if character ~= 92 then error("text without an end") end
      local _, last = find(text, "^[\\\\\\"/bfnrt]", at + 1)
      if last == nil then _, last = find(text, "^u%x%x%x%x", at + 1) end
      if last == nil then error("unknown escape") end
      at = last
    end
  end
  local function end_of_number(at)
    local _, last = find(text, "^-?[1-9]%d*", at)
    if last == nil then _, last = find(text, "^-?0", at) end
    if last == nil then error("no value") end
    local _, fraction = find(text, "^%.%d+", last + 1)
    last = fraction or last
    local _, exponent = find(text, "^[eE][+-]?%d+", last + 1)
    return exponent or last
  end
  local value
  local function members(at, fields, kind, depth)
    at = skip(at + 1)
    if byte(text, at) == 125 then return at end
    while true do
      if byte(text, at) ~= 34 then error("no name") end
      local last = end_of_text(at)
      local name = unescaped(sub(text, at + 1, last - 1))
      at = skip(last + 1)
      if byte(text, at) ~= 58 then error("no colon") end
      local below = fields[name]
      local own = kind or (type(below) == "string" and below) or ANYWHERE[name]
      at = skip(value(skip(at + 1), type(below) == "table" and below or {}, own, depth + 1) + 1)
      local character = byte(text, at)
      if character == 125 then return at end
      if character ~= 44 then error("no comma") end
      at = skip(at + 1)
    end
  end
  local function elements(at, fields, kind, depth)
    at = skip(at + 1)
    if byte(text, at) == 93 then return at end
    while true do
      at = skip(value(at, fields, kind, depth + 1) + 1)
      local character = byte(text, at)
      if character == 93 then return at end
      if character ~= 44 then error("no comma") end
      at = skip(at + 1)
    end
  end
  function value(at, fields, kind, depth)
    if depth > 200 then error("too deep") end
    local character = byte(text, at)
    if character == 123 then return members(at, fields, kind, depth) end
    if character == 91 then return elements(at, fields, kind, depth) end
    if character == 34 then
      local last = end_of_text(at)
      if kind then replace(at, last, "\\"" .. MASKS[kind](unescaped(sub(text, at + 1, last - 1))) .. "\\"") end
      return last
    end
    if sub(text, at, at + 3) == "null" then return at + 3 end
    local last = sub(text, at, at + 3) == "true" and at + 3 or sub(text, at, at + 4) == "false" and at + 4 or end_of_number(at)
    if kind then replace(at, last, "\\"" .. MASKS[kind](sub(text, at, last)) .. "\\"") end
    return last
  end
  local last = skip(value(skip(1), AT, nil, 0) + 1)
  if last <= #text then error("more than one value") end
  pieces[#pieces + 1] = sub(text, copied)
  return table.concat(pieces)
end
`;

/** Never passes on what it could not read. */
const BODY = `\
return function()
  local body = kong.response.get_raw_body()
  if body == nil or find(body, "%S") == nil then return end
  local json = is_json(kong.response.get_header("Content-Type"))
  local done, masked
  if json then done, masked = pcall(mask, body) end
  if done then
    kong.response.set_raw_body(masked)
  else
    kong.log.warn("answer withheld, since it is no JSON in clear: ", tostring(masked))
    kong.response.set_raw_body(json and "{\\"message\\":\\"withheld: not JSON\\"}" or "withheld: not JSON")
  end
end
`;
