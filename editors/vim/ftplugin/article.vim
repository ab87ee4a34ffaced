if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

" A comment is not printed and not read.
setlocal comments= commentstring={%\ %s\ %}
" Paragraphs are long lines: break them at words, on the screen only.
setlocal wrap linebreak

let b:undo_ftplugin = 'setlocal comments< commentstring< wrap< linebreak<'
