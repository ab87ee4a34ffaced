if vim.g.loaded_onrecord then
  return
end
vim.g.loaded_onrecord = true

-- Older versions cannot enable a server by name; `:checkhealth onrecord` says so.
if vim.fn.has("nvim-0.11") == 0 then
  return
end

vim.api.nvim_create_autocmd("LspAttach", {
  group = vim.api.nvim_create_augroup("onrecord", {}),
  desc = "Show the speaker beside each quotation",
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == "onrecord" and vim.g.onrecord_inlay_hints ~= false then
      vim.lsp.inlay_hint.enable(true, { bufnr = event.buf })
    end
  end,
})

vim.api.nvim_create_user_command("Onrecord", function(arguments)
  require("onrecord.commands").run(arguments)
end, {
  nargs = "+",
  desc = "Speakers, quotations and rules of an article",
  complete = function(...)
    return require("onrecord.commands").complete(...)
  end,
})

vim.lsp.enable("onrecord")
