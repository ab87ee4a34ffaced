; Without a server: the headings. With `"document_symbols": "on"`, Zed shows the server's speakers and quotations instead.
(heading) @name @item
