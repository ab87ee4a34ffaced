local M = {}

local function check_neovim()
  if vim.fn.has("nvim-0.11") == 1 then
    vim.health.ok("Neovim " .. tostring(vim.version()))
    return true
  end
  vim.health.error("Neovim is older than 0.11 and cannot enable the server", {
    "Upgrade Neovim, or start the server with vim.lsp.start() yourself.",
  })
  return false
end

--- The program that the configuration names, and what it says of itself.
local function check_server()
  local cmd = (vim.lsp.config.onrecord or {}).cmd
  if type(cmd) ~= "table" then
    vim.health.info("The server is started by a function of your own")
    return
  end
  local program = vim.fn.exepath(cmd[1])
  if program == "" then
    vim.health.error(("`%s` is not an executable on your PATH"):format(cmd[1]), {
      "Install it, in a clone of the repository: cargo install --path .",
      'Or say where it is: vim.lsp.config("onrecord", { cmd = { "/path/to/onrecord", "server" } })',
    })
    return
  end
  local ran, result = pcall(function()
    return vim.system({ program, "--version" }, { text = true }):wait(5000)
  end)
  if ran and result.code == 0 then
    vim.health.ok(("server found: %s (%s)"):format(vim.trim(result.stdout), program))
  else
    vim.health.error(("`%s --version` fails"):format(program), { "Reinstall it, in a clone of the repository: cargo install --path . --force" })
  end
end

local function check_clients()
  local clients = vim.lsp.get_clients({ name = "onrecord" })
  if #clients == 0 then
    vim.health.info("The server is not running: it starts with the first buffer of filetype `article`")
  end
  for _, client in ipairs(clients) do
    local version = (client.server_info or {}).version or "of unknown version"
    local buffers = vim.tbl_count(client.attached_buffers)
    vim.health.ok(("running: onrecord %s, %d buffer(s), root %s"):format(version, buffers, client.root_dir or "none"))
  end
end

local function check_colours()
  if pcall(vim.treesitter.language.inspect, "article") then
    vim.health.ok("The grammar for colours is found")
  else
    vim.health.info("No colours: the grammar has not been compiled (:help onrecord-colours)")
  end
end

function M.check()
  vim.health.start("onrecord")
  if not check_neovim() then
    return
  end
  check_server()
  check_clients()
  check_colours()
  local shown = vim.g.onrecord_inlay_hints ~= false
  vim.health.info("Speakers beside quotations (g:onrecord_inlay_hints): " .. (shown and "on" or "off"))
end

return M
