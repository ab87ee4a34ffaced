--- `:Onrecord …`: what the keys of Neovim's own language client do not show.
local M = {}

---@class onrecord.Quotation
---@field speaker string as the outline has it; a group such as "Unattributed" where nobody is named
---@field words string the quotation, with its marks, cut short
---@field lnum integer from 1
---@field col integer from 1, in bytes

local function complain(message)
  vim.notify("onrecord: " .. message, vim.log.levels.ERROR)
end

local function client_of(buffer)
  local client = vim.lsp.get_clients({ bufnr = buffer, name = "onrecord" })[1]
  if not client then
    complain("the server is not running for this buffer; :checkhealth onrecord tells why")
  end
  return client
end

--- The place of a symbol, from 1 and in bytes, as the quickfix list counts.
local function place(symbol, buffer, encoding)
  local start = symbol.selectionRange.start
  local line = vim.api.nvim_buf_get_lines(buffer, start.line, start.line + 1, false)[1] or ""
  return start.line + 1, vim.str_byteindex(line, encoding, start.character, false) + 1
end

--- The quotations below an outline's symbols: those without children, under the nearest name above them.
local function collect(symbols, speaker, buffer, encoding, found)
  for _, symbol in ipairs(symbols) do
    if symbol.children and #symbol.children > 0 then
      collect(symbol.children, symbol.name, buffer, encoding, found)
    elseif speaker then
      local lnum, col = place(symbol, buffer, encoding)
      table.insert(found, { speaker = speaker, words = symbol.name, lnum = lnum, col = col })
    end
  end
  return found
end

--- Calls `receive` with the buffer's quotations, by speaker in the outline's order.
---@param receive fun(found: onrecord.Quotation[])
local function quotations(buffer, receive)
  local client = client_of(buffer)
  if not client then
    return
  end
  local params = { textDocument = vim.lsp.util.make_text_document_params(buffer) }
  client:request("textDocument/documentSymbol", params, function(problem, symbols)
    if problem then
      return complain(problem.message)
    end
    local found = collect(symbols or {}, nil, buffer, client.offset_encoding, {})
    if #found == 0 then
      return vim.notify("onrecord: nobody is quoted")
    end
    receive(found)
  end, buffer)
end

--- Speakers and their quotations in the quickfix list.
function M.speakers()
  local buffer = vim.api.nvim_get_current_buf()
  quotations(buffer, function(found)
    local items = vim.tbl_map(function(quotation)
      local text = quotation.speaker .. ": " .. quotation.words
      return { bufnr = buffer, lnum = quotation.lnum, col = quotation.col, text = text }
    end, found)
    vim.fn.setqflist({}, " ", { title = "Speakers", items = items })
    vim.cmd("botright copen")
  end)
end

--- Asks for a quotation, in whatever picker `vim.ui.select` shows, and goes there.
function M.pick()
  local buffer, window = vim.api.nvim_get_current_buf(), vim.api.nvim_get_current_win()
  quotations(buffer, function(found)
    vim.ui.select(found, {
      prompt = "Who says what:",
      kind = "onrecord",
      format_item = function(quotation)
        return quotation.speaker .. ": " .. quotation.words
      end,
    }, function(quotation)
      if quotation and vim.api.nvim_win_is_valid(window) then
        vim.api.nvim_set_current_win(window)
        vim.cmd("normal! m'")
        vim.api.nvim_win_set_cursor(window, { quotation.lnum, quotation.col - 1 })
      end
    end)
  end)
end

--- What a rule finds, why it matters and what to do: the rule named, or that of a problem in the cursor's line.
function M.explain(code)
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  local problem = vim.diagnostic.get(0, { lnum = line })[1]
  code = code or (problem and problem.code)
  if not code then
    return complain("there is no problem in this line; name a rule, as in :Onrecord explain name-variant")
  end
  local cmd = (vim.lsp.config.onrecord or {}).cmd
  local program = type(cmd) == "table" and cmd[1] or "onrecord"
  local ran, result = pcall(function()
    return vim.system({ program, "explain", "--color", "never", code }, { text = true }):wait(5000)
  end)
  if not ran or result.code ~= 0 then
    return complain(vim.trim(ran and result.stderr or tostring(result)))
  end
  local lines = vim.split(vim.trim(result.stdout), "\n")
  vim.lsp.util.open_floating_preview(lines, "markdown", { focus_id = "onrecord", max_width = 90, wrap = true })
end

--- Calls `receive` with what a command of the server's makes of the current buffer.
---@param receive fun(result: any)
local function ask(command, arguments, receive)
  local buffer = vim.api.nvim_get_current_buf()
  local client = client_of(buffer)
  if not client then
    return
  end
  local params = { command = command, arguments = vim.list_extend({ vim.uri_from_bufnr(buffer) }, arguments) }
  client:request("workspace/executeCommand", params, function(problem, result)
    if problem then
      return complain(problem.message)
    end
    receive(result)
  end, buffer)
end

--- Writes `text` into a file as it is; complains and returns false where that cannot be.
local function write(path, text)
  local file, problem = io.open(path, "wb")
  if not file then
    complain(problem)
    return false
  end
  file:write(text)
  file:close()
  return true
end

--- The report on this article: into the file named, or else into a temporary one that is then shown as the system shows
--- pages.
function M.report(path)
  local shown = path == nil
  path = path and vim.fs.normalize(path) or vim.fn.tempname() .. ".html"
  ask("onrecord.report", {}, function(page)
    if not write(path, page) then
      return
    end
    if not shown then
      return vim.notify("onrecord: the report is in " .. path)
    end
    local _, problem = vim.ui.open(path)
    if problem then
      vim.notify("onrecord: the report is in " .. path .. "; " .. problem, vim.log.levels.WARN)
    end
  end)
end

local formats = { "brat", "csv", "jsonl", "tei", "text", "web-annotation" }
--- What Neovim calls the formats that it has colours for.
local filetypes = { csv = "csv", jsonl = "json", tei = "xml", ["web-annotation"] = "json", text = "text" }

--- This article in another format: into the file named, or else into a buffer of its own. Brat has two files, so that
--- there the name is the one before `.txt` and `.ann`.
function M.export(format, path)
  if not vim.list_contains(formats, format) then
    return complain("name a format: " .. table.concat(formats, ", "))
  end
  path = path and vim.fs.normalize(path)
  if format == "brat" and not path then
    return complain("brat has two files: name them, as in :Onrecord export brat bridge")
  end
  ask("onrecord.export", { format }, function(exported)
    if format == "brat" then
      path = path:gsub("%.ann$", ""):gsub("%.txt$", "")
      return write(path .. ".txt", exported.text) and write(path .. ".ann", exported.annotations)
    end
    if path then
      return write(path, exported)
    end
    vim.cmd("botright new")
    local buffer = vim.api.nvim_get_current_buf()
    vim.bo[buffer].buftype, vim.bo[buffer].bufhidden, vim.bo[buffer].swapfile = "nofile", "wipe", false
    local lines = vim.split(exported:gsub("\r\n", "\n"), "\n")
    if lines[#lines] == "" then
      table.remove(lines)
    end
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
    vim.bo[buffer].filetype = filetypes[format]
    vim.bo[buffer].modified = false
  end)
end

--- Shows the speakers beside quotations in this buffer, or stops showing them.
function M.hints()
  local shown = vim.lsp.inlay_hint.is_enabled({ bufnr = 0 })
  vim.lsp.inlay_hint.enable(not shown, { bufnr = 0 })
end

local subcommands = { "explain", "export", "hints", "pick", "report", "speakers" }

function M.run(arguments)
  local name = arguments.fargs[1]
  if not vim.list_contains(subcommands, name) then
    return complain(("there is no :Onrecord %s; there are %s"):format(name, table.concat(subcommands, ", ")))
  end
  M[name](arguments.fargs[2], arguments.fargs[3])
end

function M.complete(lead, line)
  local words = vim.split(vim.trim(line), "%s+")
  local number = #words - (lead == "" and 0 or 1)
  local names = number == 1 and subcommands or (number == 2 and words[2] == "export" and formats) or {}
  if (number == 2 and words[2] == "report") or (number == 3 and words[2] == "export") then
    return vim.fn.getcompletion(lead, "file")
  end
  return vim.tbl_filter(function(name)
    return vim.startswith(name, lead)
  end, names)
end

return M
