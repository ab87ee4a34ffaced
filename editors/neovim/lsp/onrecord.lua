---@brief
---
--- https://github.com/onrecord-lsp/onrecord
---
--- Onrecord reads news copy and knows who says what: it flags quotations that nobody is shown to have said
--- and writes the speaker beside each quotation.

---@type vim.lsp.Config
return {
  cmd = { "onrecord", "server" },
  filetypes = { "article" },
  root_markers = { "onrecord.toml", ".git" },
}
