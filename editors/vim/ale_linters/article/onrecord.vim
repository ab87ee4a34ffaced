" The language server, for ALE.

call ale#Set('article_onrecord_executable', 'onrecord')
call ale#Set('article_onrecord_config', {})

function! ale_linters#article#onrecord#ProjectRoot(buffer) abort
  let l:settings = ale#path#FindNearestFile(a:buffer, 'onrecord.toml')
  return empty(l:settings) ? fnamemodify(bufname(a:buffer), ':p:h') : fnamemodify(l:settings, ':h')
endfunction

function! ale_linters#article#onrecord#Settings(buffer) abort
  return {'onrecord': ale#Var(a:buffer, 'article_onrecord_config')}
endfunction

call ale#linter#Define('article', {
\   'name': 'onrecord',
\   'lsp': 'stdio',
\   'executable': {buffer -> ale#Var(buffer, 'article_onrecord_executable')},
\   'command': '%e server',
\   'language': 'article',
\   'project_root': function('ale_linters#article#onrecord#ProjectRoot'),
\   'lsp_config': function('ale_linters#article#onrecord#Settings'),
\})
