-- The extension alone. A text file that begins like an article may be anything; README.md shows how to claim
-- the folders in which yours are.
vim.filetype.add({ extension = { article = "article" } })
