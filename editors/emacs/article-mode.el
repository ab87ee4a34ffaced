;;; article-mode.el --- News articles, and who says what in them  -*- lexical-binding: t; -*-

;; Author: The Onrecord authors
;; URL: https://github.com/onrecord-lsp/onrecord
;; Version: 0.1.0
;; Package-Requires: ((emacs "29.1"))
;; Keywords: wp, languages
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; A mode for news articles: colours for headers, headings, quotations and
;; annotations, and an entry that lets Eglot start the language server
;; `onrecord', which knows who says what.
;;
;;   (require 'article-mode)
;;   (add-hook 'article-mode-hook #'eglot-ensure)
;;
;; Colours come from the Tree-sitter grammar `article' if it is installed, and
;; from regular expressions otherwise.

;;; Code:

(require 'treesit)
(require 'subr-x)

(declare-function treesit-parser-create "treesit.c")
(declare-function flymake-diagnostics "flymake")
(declare-function flymake-diagnostic-text "flymake")
(declare-function eglot-current-server "eglot")
(declare-function eglot--signal-textDocument/didChange "eglot")
(declare-function eglot--TextDocumentIdentifier "eglot")
(declare-function jsonrpc-request "jsonrpc")
(defvar eglot-server-programs)
(defvar font-lock-beg)
(defvar font-lock-end)

(defgroup article nil
  "News articles."
  :group 'text
  :prefix "article-")

(defcustom article-program "onrecord"
  "The server, a program on the variable `exec-path' or a file name."
  :type 'string)

(defface article-heading '((t :inherit outline-1 :weight bold))
  "Face of headings.")

(defface article-quotation '((t :inherit font-lock-string-face))
  "Face of what stands in quotation marks.")

(defface article-aside '((t :inherit italic))
  "Face of quotations that are marked as scare quotes or titles.")

(defface article-key '((t :inherit font-lock-keyword-face))
  "Face of the keys of a header.")

(defface article-value '((t :inherit font-lock-constant-face))
  "Face of dates, and of the names in annotations.")

(defface article-annotation '((t :inherit shadow))
  "Face of annotations.")

(defface article-comment '((t :inherit font-lock-comment-face))
  "Face of comments.")

;;;; Colours from regular expressions

(defconst article--key
  (rx bol (* blank) (group (or "date" "title" "author" "source" "url" "place" "language")) (? ":") (+ blank)
      (group (or (seq (= 4 digit) "-" (* (not space))) (* nonl))))
  "A line of a header.")

(defun article--match-key (limit)
  "Find the next line of the header before LIMIT.
A line is one if nothing but such lines and blank ones stand above it."
  (let ((case-fold-search t) found)
    (while (and (not found) (re-search-forward article--key limit t))
      (setq found (save-match-data
                    (save-excursion
                      (let ((line (line-beginning-position)))
                        (goto-char (point-min))
                        (looking-at (rx (* (seq (* blank) (? (+ letter) (? ":") (+ blank) (* nonl)) "\n"))))
                        (>= (match-end 0) line))))))
    found))

(defun article--paragraph-end ()
  "Return the end of the paragraph around point."
  (save-excursion
    (if (re-search-forward (rx "\n" (* blank) "\n") nil t) (match-beginning 0) (point-max))))

(defun article--match-quotation (limit)
  "Find the next quotation before LIMIT.
One that is never closed ends with its paragraph."
  (when (re-search-forward (rx (or "“" (seq (or bol (not (any alnum "\\"))) (group "\"") (not (any space)))))
                           limit t)
    (let* ((start (or (match-beginning 1) (match-beginning 0)))
           (close (if (match-beginning 1) "\"" "”"))
           (end (article--paragraph-end)))
      (goto-char (1+ start))
      (unless (search-forward close end t)
        (goto-char end))
      (set-match-data (list start (point)))
      t)))

(defun article--extend-region ()
  "Extend the region to be coloured to whole paragraphs."
  (let ((start (save-excursion
                 (goto-char font-lock-beg)
                 (if (re-search-backward (rx "\n" (* blank) "\n") nil t) (match-end 0) (point-min))))
        (end (save-excursion
               (goto-char font-lock-end)
               (article--paragraph-end))))
    (when (or (< start font-lock-beg) (> end font-lock-end))
      (setq font-lock-beg (min start font-lock-beg)
            font-lock-end (max end font-lock-end))
      t)))

(defvar article-font-lock-keywords
  `((article--match-quotation 0 'article-quotation)
    (,(rx bol (repeat 1 6 "#") (+ blank) (* nonl)) 0 'article-heading prepend)
    (,(rx bol (* blank) (group (+ ">"))) 1 'article-annotation)
    (article--match-key (1 'article-key) (2 'article-value))
    (,(rx "{" (* blank) (? ".") (+ letter) (? "=") (* (not (any "{}"))) "}") 0 'article-annotation t)
    (,(rx (or "=\"" "=“") (group (+ (not (any "{}\"”")))) (any "\"”")) 1 'article-value t)
    (,(rx "{%" (*? anychar) "%}") 0 'article-comment t))
  "What is coloured where the grammar is not installed.")

;;;; Colours from the grammar

(defvar article--treesit-rules
  (when (treesit-available-p)
    (treesit-font-lock-rules
     :language 'article
     :feature 'block
     '((heading) @article-heading
       (heading_marker) @article-annotation
       (quotation_marker) @article-annotation
       (dash) @article-annotation
       (attribution (name) @article-value))
     :language 'article
     :feature 'header
     '((key) @article-key
       (date) @article-value
       (front_matter "---" @article-annotation)
       (yaml) @article-value)
     :language 'article
     :feature 'quotation
     :override 'append
     '((quotation) @article-quotation)
     :language 'article
     :feature 'quotation
     :override t
     '((quotation (attributes (class))) @article-aside)
     :language 'article
     :feature 'annotation
     :override t
     '((attributes) @article-annotation
       (attribute (string) @article-value)
       (attribute (word) @article-value)
       (span "[" @article-annotation)
       (span "]" @article-annotation)
       (comment) @article-comment
       (directive) @article-comment
       (directive (rule) @article-value))))
  "What is coloured where the grammar is installed.")

(defun article--use-grammar ()
  "Colour this buffer by the grammar."
  (treesit-parser-create 'article)
  (setq-local treesit-font-lock-settings article--treesit-rules
              treesit-font-lock-feature-list '((block header) (quotation) (annotation))
              treesit-simple-imenu-settings '((nil "\\`heading\\'" nil treesit-node-text)))
  (treesit-major-mode-setup))

;;;; The mode

;;;###autoload
(define-derived-mode article-mode text-mode "Article"
  "Major mode for news articles.

Eglot starts the server for it: \\[eglot].  The server knows who says what."
  (setq-local comment-start "{% "
              comment-end " %}"
              comment-start-skip "{%[ \t]*"
              comment-end-skip "[ \t]*%}"
              electric-pair-pairs '((?“ . ?”) (?\[ . ?\]) (?{ . ?}))
              paragraph-start "[ \t]*$\\|#\\|>"
              font-lock-defaults '(article-font-lock-keywords t))
  (if (treesit-ready-p 'article t)
      (article--use-grammar)
    (setq-local font-lock-multiline t)
    (add-hook 'font-lock-extend-region-functions #'article--extend-region nil t))
  (visual-line-mode))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.article\\'" . article-mode))

;; A date on the first line tells, where the name of a file tells nothing.
;;;###autoload
(add-to-list 'magic-fallback-mode-alist
             '("\ufeff?[ \t]*date:?[ \t]+[0-9]\\{4\\}-[0-9][0-9]-[0-9][0-9]\\_>" . article-mode))

(defun article-server-command (&rest _)
  "Return the command to start the server with."
  (list article-program "server"))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(article-mode . article-server-command)))

;;;; Commands

(defconst article-formats '("text" "csv" "jsonl" "tei" "web-annotation")
  "The formats in which an article can be exported as one text.")

(defun article--ask (command &rest arguments)
  "Have the server do COMMAND with this article and ARGUMENTS; return the result."
  (let ((server (and (fboundp 'eglot-current-server) (eglot-current-server))))
    (unless server
      (user-error "The server does not run here; M-x eglot starts it"))
    ;; What was typed a moment ago counts.
    (eglot--signal-textDocument/didChange)
    (jsonrpc-request server :workspace/executeCommand
                     (list :command command
                           :arguments (vconcat (list (plist-get (eglot--TextDocumentIdentifier) :uri)) arguments)))))

(defun article--write (text file)
  "Write TEXT into FILE as it is."
  (let ((coding-system-for-write 'utf-8-unix))
    (write-region text nil file nil 'silent)))

(defun article-report (&optional file)
  "Show a page about who speaks in this article, with the evidence.
With a prefix argument, ask for a FILE to write it into."
  (interactive (list (and current-prefix-arg (read-file-name "Write the report to: "))))
  (let ((page (article--ask "onrecord.report"))
        (target (or file (make-temp-file "onrecord-" nil ".html"))))
    (article--write page target)
    (if file (message "Wrote %s" file) (browse-url-of-file target))))

(defun article-export (format &optional file)
  "Show this article in FORMAT, one of other programs.
With a prefix argument, ask for a FILE to write it into."
  (interactive (list (completing-read "Format: " article-formats nil t)
                     (and current-prefix-arg (read-file-name "Write the export to: "))))
  (let ((text (article--ask "onrecord.export" format)))
    (if file
        (article--write text file)
      (with-current-buffer (get-buffer-create (format "*%s in %s*" (buffer-name) format))
        (erase-buffer)
        (insert text)
        (goto-char (point-min))
        (display-buffer (current-buffer))))))

(defun article--rule-at-point ()
  "Return the rule behind a problem in this line, or nil."
  (when (fboundp 'flymake-diagnostics)
    (let ((problems (flymake-diagnostics (line-beginning-position) (line-end-position))))
      (seq-some (lambda (problem)
                  (let ((text (flymake-diagnostic-text problem)))
                    (and (string-match (rx "[" (group (+ (any "a-z-"))) "]") text) (match-string 1 text))))
                problems))))

(defun article-explain (rule)
  "Show what RULE is about, why it matters and what to do.
RULE is that of a problem in this line, if there is one."
  (interactive
   (list (let ((default (article--rule-at-point)))
           (completing-read (format-prompt "Rule" default) (article--rules) nil t nil nil default))))
  (with-help-window "*Onrecord*"
    (princ (article--output "explain" "--color" "never" rule))))

(defun article--rules ()
  "Return the codes of all rules."
  (seq-keep (lambda (line) (and (string-match (rx bol (group (+ (any "a-z-"))) (+ blank)) line) (match-string 1 line)))
            (split-string (article--output "explain" "--color" "never") "\n")))

(defun article--output (&rest arguments)
  "Return what the program prints when called with ARGUMENTS."
  (with-temp-buffer
    (let ((code (apply #'call-process article-program nil t nil arguments)))
      (unless (eql code 0)
        (user-error "%s: %s" article-program (string-trim (buffer-string))))
      (buffer-string))))

(provide 'article-mode)
;;; article-mode.el ends here
