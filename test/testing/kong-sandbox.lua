-- Runs functions as Kong's post-function plugin does, one answer after the other, in an environment with nothing but what its sandbox lets through by default.
-- Usage: luajit kong-sandbox.lua access.lua header_filter.lua body_filter.lua, answers on stdin; see kong-sandbox.ts.
local NAMES = { "_VERSION", "assert", "error", "ipairs", "next", "pairs", "pcall", "select", "tonumber", "tostring", "type", "unpack", "xpcall" }
local LIBRARIES = {
  math = { "floor", "ceil", "max", "min" },
  string = { "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "rep", "reverse", "sub", "upper" },
  table = { "concat", "insert", "maxn", "remove", "sort" },
}

local answer, phase

local function only_in(...)
  for _, name in ipairs({ ... }) do if phase == name then return end end
  error("not a function of the phase " .. phase)
end

local kong = {
  log = { warn = function(...) answer.warnings[#answer.warnings + 1] = table.concat({ ... }) end },
  service = { request = {
    set_header = function(name, value) only_in("access"); answer.request[string.lower(name)] = value end,
    clear_header = function(name) only_in("access"); answer.request[string.lower(name)] = nil end,
  } },
  response = {
    get_header = function(name) only_in("header_filter", "body_filter"); return answer.headers[string.lower(name)] end,
    set_header = function(name, value) only_in("header_filter"); answer.headers[string.lower(name)] = value end,
    clear_header = function(name) only_in("header_filter"); answer.headers[string.lower(name)] = nil end,
    get_raw_body = function()
      only_in("body_filter")
      answer.buffer[#answer.buffer + 1] = answer.chunk
      answer.chunk = ""
      if not answer.last then return nil end
      answer.chunk = table.concat(answer.buffer)
      return answer.chunk
    end,
    set_raw_body = function(body)
      only_in("body_filter")
      assert(type(body) == "string", "body must be a string")
      answer.chunk = body == "" and "\n" or body
    end,
  },
}

local function compiled(file)
  local handle = assert(io.open(file, "rb"))
  local source = handle:read("*a")
  handle:close()
  local environment = { kong = kong }
  for _, name in ipairs(NAMES) do environment[name] = _G[name] end
  for library, names in pairs(LIBRARIES) do
    environment[library] = {}
    for _, name in ipairs(names) do environment[library][name] = _G[library][name] end
  end
  local run = setfenv(assert(loadstring(source)), environment)
  local first = true
  return function()
    -- what the first run returns is what runs from then on
    local result = run()
    if first and type(result) == "function" then
      run = result
      run()
    end
    first = false
  end
end

local access, header_filter, body_filter = compiled(arg[1]), compiled(arg[2]), compiled(arg[3])

local function field(text) return text ~= "-" and text or nil end

local function show(value) return value == nil and "-" or value end

while true do
  local line = io.read("*l")
  if line == nil then break end
  local length, step = string.match(line, "^(%d+) (%d+)$")
  answer = { headers = {}, request = { ["accept-encoding"] = "gzip", range = "bytes=0-9" }, warnings = {}, buffer = {} }
  answer.headers["content-type"] = field(io.read("*l"))
  answer.headers["content-encoding"] = field(io.read("*l"))
  answer.headers["content-length"] = length
  local body = tonumber(length) == 0 and "" or io.read(tonumber(length))
  io.read("*l")
  phase = "access"
  access()
  phase = "header_filter"
  header_filter()
  phase = "body_filter"
  local sent, at = {}, 1
  repeat
    answer.chunk = string.sub(body, at, at + step - 1)
    at = at + step
    answer.last = at > #body
    body_filter()
    sent[#sent + 1] = answer.chunk
  until answer.last
  local out = table.concat(sent)
  io.write(string.format("%d\n%s\n%s\n%s\n%s\n%s\n%d\n", #out, show(answer.headers["content-type"]), show(answer.headers["content-encoding"]),
    show(answer.headers["content-length"]), show(answer.request["accept-encoding"]), show(answer.request.range), #answer.warnings), out, "\n")
end
