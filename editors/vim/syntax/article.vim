" Vim syntax file
" Language: news articles, as docs/format.md of Onrecord has them
" A quotation that is never closed ends with its paragraph.

if exists('b:current_syntax')
  finish
endif

syntax spell toplevel
syntax sync minlines=60

syntax match articleHeading /^\s*#\{1,6}\s.*$/ contains=articleQuotation,articleSpan,articleComment
syntax match articleQuoted /^\s*>\+[0-9=]\@!/
syntax match articleSignature /^\s*>\?\s*\%(—\|–\|--\)\s*\a.*$/ contains=articleQuoted

syntax region articleQuotation start=/“/ end=/”/ end=/\n\ze\s*\n/ end=/\%$/ contains=articleEscape,articleSpan,articleComment
syntax region articleQuotation start=/[[:alnum:]\\"]\@1<!"\S\@=/ end=/"/ end=/\n\ze\s*\n/ end=/\%$/ contains=articleEscape,articleSpan,articleComment
syntax match articleEscape /\\["“”'‘’[{]/

syntax match articleSpan /\[\ze[^]]*\]{\s*\.\?\a/
syntax match articleSpan /\]\ze{\s*\.\?\a/
syntax match articleAnnotation /{\s*\.\?\a\+=\?[^{}]*}/ contains=articleName
syntax match articleName /=\zs"[^"{}]*"/ contained
syntax match articleName /=\zs“[^”{}]*”/ contained
syntax match articleName /=\zs[^[:space:]{}"“”]\+/ contained

syntax region articleComment start=/{%/ end=/%}/ contains=articleIgnore,@Spell
syntax match articleIgnore /{%\s*\zsignore\>/ contained

" The header: lines at the very top, or YAML.
syntax match articleKey /\%^\_s*\zs\c\%(date\|title\|author\|source\|url\|place\|language\)\>:\?/ nextgroup=articleDate,articleValue skipwhite
syntax match articleKey /\%<9l^\l\+:\ze\s/ nextgroup=articleDate,articleValue skipwhite
syntax match articleValue /\S.*/ contained
syntax match articleDate /\d\{4}-\S*/ contained
syntax include @articleYaml syntax/yaml.vim
syntax region articleFrontMatter start=/\%^---\s*$/ end=/^\%(---\|\.\.\.\)\s*$/ contains=@articleYaml keepend

highlight default link articleHeading Title
highlight default link articleQuoted Delimiter
highlight default link articleSignature Identifier
highlight default link articleQuotation String
highlight default link articleEscape SpecialChar
highlight default link articleSpan Delimiter
highlight default link articleAnnotation PreProc
highlight default link articleName Constant
highlight default link articleComment Comment
highlight default link articleIgnore Keyword
highlight default link articleKey Identifier
highlight default link articleDate Number
highlight default link articleValue Constant

let b:current_syntax = 'article'
