-- Run by run.sh inside Neovim, with bridge.article open. The case is in ONRECORD_CASE:
--   attached   everything an editor shows, from the server to the screen
--   no_hints   g:onrecord_inlay_hints is false
--   no_server  the program is not there
-- Ends Neovim with code 1 if a check fails.
local passed, failed = 0, 0

local function out(line)
  io.stdout:write(line .. "\n")
end

local function check(name, ok, found)
  if ok then
    passed = passed + 1
    out("ok   " .. name)
  else
    failed = failed + 1
    out("FAIL " .. name .. "  " .. vim.inspect(found))
  end
end

local function wait_for(condition)
  return vim.wait(10000, condition, 20)
end

local buffer = vim.api.nvim_get_current_buf()

local function client()
  return vim.lsp.get_clients({ bufnr = buffer, name = "onrecord" })[1]
end

local function attached()
  wait_for(function()
    return client() and client().initialized
  end)
  local found = client()
  check("client attached", found and found.server_info.name == "onrecord", found)
  return found
end

--- The answer to a request about the buffer.
local function request(method, params)
  params.textDocument = vim.lsp.util.make_text_document_params(buffer)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 10000)
  for _, answer in pairs(answers or {}) do
    return answer.result, answer.error
  end
end

--- Line and column, from 0, of the first occurrence of `words`.
local function find(words)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local column = line:find(words, 1, true)
    if column then
      return number - 1, column - 1
    end
  end
  error("not in the article: " .. words)
end

local function health()
  vim.cmd("checkhealth onrecord")
  local report = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
  vim.cmd("bwipeout")
  return report
end

local function check_filetype()
  check("filetype", vim.bo[buffer].filetype == "article", vim.bo[buffer].filetype)
  check("comments", vim.bo[buffer].commentstring == "{% %s %}", vim.bo[buffer].commentstring)
  check("lines break at words", vim.wo.linebreak and vim.wo.wrap)
end

local function check_diagnostics()
  wait_for(function()
    return #vim.diagnostic.get(buffer) > 0
  end)
  local found = vim.diagnostic.get(buffer)
  local line = find("Nobody has asked")
  check(
    "one diagnostic: nobody says it",
    #found == 1 and found[1].code == "unattributed-quote" and found[1].source == "onrecord" and found[1].lnum == line,
    found
  )
end

local function check_hover()
  local line, column = find("Ruiz said")
  vim.api.nvim_win_set_cursor(0, { line + 1, column })
  local position = vim.lsp.util.make_position_params(0, client().offset_encoding).position
  local card = request("textDocument/hover", { position = position })
  check("hover names the speaker", card and card.contents.value:find("Ana Ruiz", 1, true), card)
  vim.lsp.buf.hover()
  local function float()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= "" then
        return window
      end
    end
  end
  wait_for(float)
  local window = float()
  local lines = window and vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false) or {}
  check("K shows it", table.concat(lines, "\n"):find("Ana Ruiz", 1, true), lines)
  if window then
    vim.api.nvim_win_close(window, true)
  end
end

local function check_outline()
  local outline = request("textDocument/documentSymbol", {})
  local speaker
  for _, symbol in ipairs(outline or {}) do
    speaker = speaker or (symbol.name:find("Ana Ruiz", 1, true) and symbol)
  end
  check("outline has the speaker and what she says", speaker and #speaker.children == 1, outline)
end

local function check_hints()
  local enabled = vim.lsp.inlay_hint.is_enabled({ bufnr = buffer })
  check("hints are on", enabled)
  local line = find("It took us")
  local function labels()
    return vim.tbl_map(function(hint)
      return hint.inlay_hint.label[1].value
    end, vim.lsp.inlay_hint.get({
      bufnr = buffer,
      range = { start = { line = line, character = 0 }, ["end"] = { line = line + 1, character = 0 } },
    }))
  end
  wait_for(function()
    return #labels() > 0
  end)
  check("hint: the speaker's full name", vim.deep_equal(labels(), { "Ana Ruiz" }), labels())
end

local function check_edit()
  -- The edit and the request behind it go out together: the answer is about the edited text.
  vim.api.nvim_buf_set_lines(buffer, -1, -1, false, { "", "“é😀,” said Ruiz." })
  local text = vim.lsp.buf_request_sync(
    buffer,
    "onrecord/viewText",
    { uri = vim.uri_from_bufnr(buffer) },
    10000
  )
  local _, answer = next(text or {})
  local lines = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n") .. "\n"
  check("the server has the edited text", answer and answer.result == lines, answer)
  vim.cmd("silent undo")
end

local cases = {}

function cases.attached()
  check_filetype()
  local client = attached()
  check("root is where .git or onrecord.toml is", client.root_dir and vim.uv.fs_stat(client.root_dir), client.root_dir)
  check_edit()
  check_diagnostics()
  check_hover()
  check_outline()
  check_hints()
  local report = health()
  check("checkhealth", report:find("server found: onrecord", 1, true) and report:find("running: onrecord", 1, true), report)
  vim.cmd("help onrecord")
  check("help", vim.fn.expand("%:t") == "onrecord.txt", vim.fn.expand("%"))
end

function cases.no_hints()
  attached()
  check("hints are off", not vim.lsp.inlay_hint.is_enabled({ bufnr = buffer }))
end

function cases.no_server()
  check_filetype()
  local report = health()
  check("checkhealth says what is missing", report:find("is not an executable on your PATH", 1, true), report)
end

local case = os.getenv("ONRECORD_CASE")
local ok, message = xpcall(cases[case], debug.traceback)
if not ok then
  failed = failed + 1
  out(message)
end
out(("%s: %d passed, %d failed"):format(case, passed, failed))
vim.cmd(failed == 0 and "qall!" or "cquit 1")
