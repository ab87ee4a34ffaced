-- By the extension; and by the date on the first line, where nothing else about a file tells what it is. A file whose
-- name does tell (`.txt`, `.md`) may begin with a date and be anything: README.md shows how to claim the folders in
-- which such files are articles.
local header = vim.regex([[^\%ufeff\?\s*date:\?\s\+\d\{4}-\d\d-\d\d\>]])

vim.filetype.add({
  extension = { article = "article" },
  pattern = {
    [".*"] = {
      function(_, buffer)
        local line = buffer and vim.api.nvim_buf_get_lines(buffer, 0, 1, false)[1]
        return line and header:match_str(line) and "article" or nil
      end,
      { priority = -math.huge },
    },
  },
})
