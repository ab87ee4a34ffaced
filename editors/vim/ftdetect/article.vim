" The extension alone: a text file that begins like an article may be anything.
autocmd BufNewFile,BufRead *.article setfiletype article
