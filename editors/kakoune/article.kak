# News articles, and Onrecord, the language server that knows who says what in them.

hook global BufCreate .*\.article %{ set-option buffer filetype article }
# By the date on the first line, where the name has no extension.
hook global BufOpenFile (.*/)?[^./]+ %{
    try %{
        execute-keys -draft 'ggxs\A\h*date:?\h+\d{4}-\d{2}-\d{2}\b<ret>'
        set-option buffer filetype article
    }
}

add-highlighter shared/article regions
add-highlighter shared/article/comment region '\{%' '%\}' fill comment
add-highlighter shared/article/annotation region '\{\h*\.?[A-Za-z]+=?' '\}' group
add-highlighter shared/article/annotation/ fill meta
add-highlighter shared/article/annotation/ regex '=("[^"{}]*"|“[^”{}]*”|[^\s{}"“”]+)' 1:value
# A quotation that is never closed ends with its paragraph.
add-highlighter shared/article/curly region '“' '”|\n\h*$' fill string
add-highlighter shared/article/straight region '(?<![\w\\])"(?=\S)' '"|\n\h*$' fill string
add-highlighter shared/article/text default-region group
add-highlighter shared/article/text/ regex '^\h*#{1,6}\h[^\n]+' 0:title
add-highlighter shared/article/text/ regex '^\h*>+(?![0-9=])' 0:bullet
add-highlighter shared/article/text/ regex '\A\h*([Dd]ate|[Tt]itle|[Aa]uthor|[Ss]ource|[Uu]rl|[Pp]lace|[Ll]anguage):?\h+(\d{4}-\S+)?' 1:attribute 2:value
add-highlighter shared/article/text/ regex '^(date|title|author|source|url|place|language):\h+(\d{4}-\S+)?' 1:attribute 2:value

hook -group article-highlight global WinSetOption filetype=article %{
    add-highlighter window/article ref article
    hook -once -always window WinSetOption filetype=.* %{ remove-highlighter window/article }
}

hook global WinSetOption filetype=article %{
    set-option buffer comment_block_begin '{% '
    set-option buffer comment_block_end ' %}'
    add-highlighter -override window/wrap wrap -word -indent
}

hook -group lsp-filetype-article global BufSetOption filetype=article %{
    set-option buffer lsp_servers %{
        [onrecord]
        root_globs = ["onrecord.toml", ".git"]
        command = "onrecord"
        args = ["server"]
    }
}
