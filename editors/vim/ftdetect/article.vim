" By the extension; and by the date on the first line, where nothing else about a file tells what it is. A file whose name
" does tell (.txt, .md) may begin with a date and be anything.
autocmd BufNewFile,BufRead *.article setfiletype article
autocmd BufRead * if !did_filetype() && getline(1) =~# '^\%ufeff\?\s*date:\?\s\+\d\{4}-\d\d-\d\d\>' | setfiletype article | endif
