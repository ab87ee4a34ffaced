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

--- The windows that show something over others.
local function floats()
  return vim.tbl_filter(function(window)
    return vim.api.nvim_win_get_config(window).relative ~= ""
  end, vim.api.nvim_list_wins())
end

local function check_filetype()
  check("filetype", vim.bo[buffer].filetype == "article", vim.bo[buffer].filetype)
  check("comments", vim.bo[buffer].commentstring == "{% %s %}", vim.bo[buffer].commentstring)
  check("lines break at words", vim.wo.linebreak and vim.wo.wrap)
end

--- The filetype of a file called `name` with these lines, as it is when somebody opens it.
local function filetype_of(name, ...)
  local path = vim.fn.tempname()
  vim.fn.mkdir(path)
  path = path .. "/" .. name
  vim.fn.writefile({ ... }, path)
  vim.cmd.edit(path)
  local found = vim.bo.filetype
  vim.cmd("bwipeout!")
  return found
end

local function check_header_line()
  local found = {
    filetype_of("dated", "date: 2024-03-01", "", "It rained."),
    filetype_of("archived", " date 2024-03-01 It rained."),
    filetype_of("dated.txt", "date: 2024-03-01"),
    filetype_of("later", "It rained.", "date: 2024-03-01"),
    filetype_of("script", "#!/bin/sh", "date"),
  }
  check(
    "a date on the first line makes an article of a file that says nothing else",
    vim.deep_equal(found, { "article", "article", "text", "", "sh" }),
    found
  )
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
  wait_for(function()
    return #floats() > 0
  end)
  local window = floats()[1]
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

local function check_navigation()
  local line, column = find("Ruiz said")
  local first = find("Ana Ruiz opened")
  vim.api.nvim_win_set_cursor(0, { line + 1, column })
  vim.lsp.buf.definition()
  wait_for(function()
    return vim.api.nvim_win_get_cursor(0)[1] == first + 1
  end)
  check("definition: where she is introduced", vim.api.nvim_win_get_cursor(0)[1] == first + 1, vim.fn.getpos("."))
  vim.lsp.buf.references(nil, {
    on_list = function(list)
      vim.fn.setloclist(0, {}, " ", list)
    end,
  })
  wait_for(function()
    return #vim.fn.getloclist(0) > 0
  end)
  check("references: both places", #vim.fn.getloclist(0) == 2, vim.fn.getloclist(0))
  vim.api.nvim_win_set_cursor(0, { find("Ana Ruiz opened") + 1, #"Deputy Mayor " })
  vim.lsp.buf.rename("Eva Lund")
  local function renamed()
    local lines = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
    return lines:find("Deputy Mayor Eva Lund opened", 1, true) and lines:find("Lund said", 1, true) and not lines:find("Ruiz")
  end
  wait_for(renamed)
  check("rename: in full and by surname", renamed(), vim.api.nvim_buf_get_lines(buffer, 0, 6, false))
  vim.cmd("silent undo")
end

--- What the quickfix list holds once `command` of the call hierarchy is run at `words`, or what is said instead.
local function called(command, words)
  local notify, said = vim.notify, nil
  vim.notify = function(message)
    said = message
  end
  vim.fn.setqflist({}, "r", { title = "", items = {} })
  local line, column = find(words)
  vim.api.nvim_win_set_cursor(0, { line + 1, column })
  vim.lsp.buf[command]()
  wait_for(function()
    return said or #vim.fn.getqflist() > 0
  end)
  vim.notify = notify
  vim.cmd("cclose")
  return said or vim.fn.getqflist()[1]
end

local function check_calls()
  local line = find("Ruiz said") + 1
  for _, words in ipairs({ "Ruiz said", "Ana Ruiz opened" }) do
    local found = called("outgoing_calls", words)
    check("what somebody says, from " .. words, found.lnum == line and found.text:find("It took us", 1, true), found)
  end
  for _, words in ipairs({ "It took us", "said." }) do
    local found = called("incoming_calls", words)
    check("who says it, from " .. words, found.lnum == line and found.text == "Ana Ruiz", found)
  end
  local found = called("incoming_calls", "metres long")
  check("words of nobody call nobody", found == "No item resolved", found)
end

local function check_actions()
  local line = find("Nobody has asked")
  vim.api.nvim_win_set_cursor(0, { line + 1, 4 })
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title == "Attribute to Ana Ruiz"
    end,
  })
  local function attributed()
    return vim.api.nvim_buf_get_lines(buffer, line, line + 1, false)[1]:find('{speaker="Ana Ruiz"}', 1, true) ~= nil
  end
  wait_for(attributed)
  check("quick fix: the quotation gets its speaker", attributed(), vim.api.nvim_buf_get_lines(buffer, line, line + 1, false))
  wait_for(function()
    return #vim.diagnostic.get(buffer) == 0
  end)
  check("quick fix: the problem is gone", #vim.diagnostic.get(buffer) == 0, vim.diagnostic.get(buffer))
  vim.cmd("silent undo")
  wait_for(function()
    return #vim.diagnostic.get(buffer) > 0
  end)
end

local function check_speakers()
  vim.cmd("Onrecord speakers")
  wait_for(function()
    return #vim.fn.getqflist() > 0
  end)
  local items = vim.fn.getqflist()
  local line, column = find("It took us")
  local first = items[1] or {}
  check(
    "speakers: the quickfix list has who says what",
    #items == 2 and first.text == "Ana Ruiz: “It took us eleven years,”" and items[2].text:find("Nobody has asked", 1, true),
    items
  )
  check("speakers: and where", first.lnum == line + 1 and first.col == column + 1 and first.bufnr == buffer, first)
  check("speakers: the list is shown", vim.bo.buftype == "quickfix", vim.bo.buftype)
  vim.cmd("cclose")
end

local function check_picker()
  local select, shown = vim.ui.select, nil
  vim.ui.select = function(found, options, on_choice)
    shown = vim.tbl_map(options.format_item, found)
    on_choice(found[2])
  end
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  vim.cmd("Onrecord pick")
  wait_for(function()
    return shown ~= nil and vim.api.nvim_win_get_cursor(0)[1] > 1
  end)
  vim.ui.select = select
  local line, column = find("Nobody has asked")
  check("pick: the choice has the speakers", shown and shown[1] == "Ana Ruiz: “It took us eleven years,”", shown)
  check("pick: it goes there", vim.deep_equal(vim.api.nvim_win_get_cursor(0), { line + 1, column }), vim.fn.getpos("."))
end

local function check_explain()
  local line = find("Nobody has asked")
  vim.api.nvim_win_set_cursor(0, { line + 1, 0 })
  vim.cmd("Onrecord explain")
  local window = floats()[1]
  local lines = window and vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false) or {}
  check("explain: the rule of this line", (lines[1] or ""):find("unattributed-quote", 1, true), lines)
  if window then
    vim.api.nvim_win_close(window, true)
  end
  local said
  local notify = vim.notify
  vim.notify = function(message)
    said = message
  end
  vim.cmd("Onrecord explain no-such-rule")
  check("explain: says that there is no such rule", said and said:find("no-such-rule", 1, true), said)
  vim.cmd("Onrecord nothing")
  check("an unknown command says which there are", said and said:find("explain, export, hints, pick, report, speakers", 1, true), said)
  vim.notify = notify
end

--- What is in a file, once it is all there.
local function contents(path, last)
  local text
  wait_for(function()
    local file = io.open(path, "rb")
    text = file and file:read("*a")
    if file then
      file:close()
    end
    return text and vim.endswith(text, last)
  end)
  return text
end

local function check_report()
  local path = vim.fn.tempname() .. ".html"
  vim.cmd("Onrecord report " .. path)
  local page = contents(path, "</html>\n") or ""
  check("report: a page that runs nothing", page:find("default-src 'none'; style-src 'sha256-", 1, true) and not page:find("<script", 1, true))
  check("report: who says what", page:find("Ana Ruiz", 1, true) and page:find("“It took us eleven years,”", 1, true))
  check("report: called as the file is", page:find("bridge.article", 1, true) and not page:find(vim.fn.expand("%:p:h"), 1, true))
  local open, opened = vim.ui.open, nil
  vim.ui.open = function(what)
    opened = what
  end
  vim.cmd("Onrecord report")
  wait_for(function()
    return opened ~= nil
  end)
  vim.ui.open = open
  check("report: shown as the system shows pages", opened and contents(opened, "</html>\n") == page, opened)
end

local function check_export()
  vim.cmd("Onrecord export csv")
  wait_for(function()
    return vim.bo.filetype == "csv"
  end)
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  check("export: a row for each quotation", #lines == 3 and vim.startswith(lines[1], "article,date,number,kind,text,speaker"), lines)
  check("export: with its speaker", (lines[2] or ""):find('"It took us eleven years,",Ana Ruiz,named,person', 1, true), lines)
  vim.cmd("bwipeout")
  local path = vim.fn.tempname()
  vim.cmd("Onrecord export brat " .. path)
  local annotations = contents(path .. ".ann", "\n") or ""
  check("export: brat has two files", (contents(path .. ".txt", "\n") or ""):find("It took us", 1, true) and annotations:find("\tSaid_by Arg1:T"), annotations)
  local said
  local notify = vim.notify
  vim.notify = function(message)
    said = message
  end
  vim.cmd("Onrecord export word")
  vim.notify = notify
  check("export: says which formats there are", said and said:find("csv, jsonl, tei", 1, true), said)
  check("formats are completed", vim.deep_equal(vim.fn.getcompletion("Onrecord export t", "cmdline"), { "tei", "text" }))
end

local function check_tokens()
  local line, column = find("Ana Ruiz opened")
  local function kinds()
    return vim.tbl_map(function(token)
      return token.type
    end, vim.lsp.semantic_tokens.get_at_pos(buffer, line, column) or {})
  end
  wait_for(function()
    return #kinds() > 0
  end)
  check("semantic tokens: a name", #kinds() == 1, kinds())
end

local function check_switch()
  vim.cmd("Onrecord hints")
  check("hints: off", not vim.lsp.inlay_hint.is_enabled({ bufnr = buffer }))
  vim.cmd("Onrecord hints")
  check("hints: on again", vim.lsp.inlay_hint.is_enabled({ bufnr = buffer }))
  check("commands are completed", vim.deep_equal(vim.fn.getcompletion("Onrecord s", "cmdline"), { "speakers" }))
end

local function captures(words)
  local line, column = find(words)
  local found = vim.treesitter.get_captures_at_pos(buffer, line, column)
  return vim.tbl_map(function(capture)
    return capture.capture
  end, found)
end

local function check_colours()
  check("the grammar colours the buffer", vim.treesitter.highlighter.active[buffer] ~= nil)
  vim.treesitter.get_parser(buffer, "article"):parse(true)
  check("a quotation is a string", vim.deep_equal(captures("took us"), { "string" }), captures("took us"))
  check("a header's key is a property", vim.tbl_contains(captures("date"), "property"), captures("date"))
  check("prose has no colour", vim.deep_equal(captures("The old ferry"), {}), captures("The old ferry"))
  for _, kind in ipairs({ "highlights", "injections", "folds" }) do
    check(kind .. ".scm fits the grammar", pcall(vim.treesitter.query.get, "article", kind))
  end
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
  check_navigation()
  check_calls()
  check_actions()
  check_speakers()
  check_picker()
  check_explain()
  check_report()
  check_export()
  check_switch()
  check_tokens()
  check_colours()
  local report = health()
  check("checkhealth", report:find("server found: onrecord", 1, true) and report:find("running: onrecord", 1, true), report)
  check("checkhealth finds the grammar", report:find("grammar for colours is found", 1, true), report)
  vim.cmd("help onrecord")
  check("help", vim.fn.expand("%:t") == "onrecord.txt", vim.fn.expand("%"))
end

function cases.no_hints()
  attached()
  check("hints are off", not vim.lsp.inlay_hint.is_enabled({ bufnr = buffer }))
end

function cases.no_server()
  check_filetype()
  check_header_line()
  local report = health()
  check("checkhealth says what is missing", report:find("is not an executable on your PATH", 1, true), report)
  check("checkhealth says that there are no colours", report:find("grammar has not been compiled", 1, true), report)
  local said
  vim.notify = function(message)
    said = message
  end
  vim.cmd("Onrecord speakers")
  check("a command says that the server is not running", said and said:find("not running", 1, true), said)
end

local case = os.getenv("ONRECORD_CASE")
local ok, message = xpcall(cases[case], debug.traceback)
if not ok then
  failed = failed + 1
  out(message)
end
-- A Neovim that leaves while the server does may write into a pipe that has been closed, and ends with that signal.
for _, one in ipairs(vim.lsp.get_clients()) do
  one:stop()
end
wait_for(function()
  return #vim.lsp.get_clients() == 0
end)
out(("nvim %s, %s: %d passed, %d failed"):format(tostring(vim.version()), case, passed, failed))
vim.cmd(failed == 0 and "qall!" or "cquit 1")
