if vim.b.did_ftplugin then
  return
end
vim.b.did_ftplugin = true

-- A comment is not printed and not read.
vim.bo.comments = ""
vim.bo.commentstring = "{% %s %}"
-- Paragraphs are long lines: break them at words, on the screen only.
vim.wo[0][0].wrap = true
vim.wo[0][0].linebreak = true

vim.b.undo_ftplugin = "setlocal comments< commentstring< wrap< linebreak<"

-- Colours, if the grammar has been compiled; README.md says how.
if pcall(vim.treesitter.start, 0, "article") then
  vim.b.undo_ftplugin = vim.b.undo_ftplugin .. " | lua vim.treesitter.stop()"
end
